"""双击打开：不用 Excel 加载项，把一个文件夹里的自评表汇总成全镇报告。"""

from scripts.window.desk import main

main()
