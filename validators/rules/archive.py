"""GCF: may the file be read, and what keeps a member of an archive from being read?"""

from validators.finding import Severity
from validators.rule import rule
from validators.rules.file import WORKBOOK, problem

SUBMITTED = "报送的自测评分表须是可以直接打开的工作簿（{reporting}）。"


rule(
    "GCF006",
    Severity.ERROR,
    title="文件过大",
    title_en="File too large",
    message="文件超出可以处理的大小（{found}）。",
    fix="请删去与自评无关的工作表、图片和空白行列，另存为新的 .xlsx 后再报送。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="表格末尾的一列一直填到 XFD1048576。",
    passes="只有任务分解表和申报表，不到1MB。",
    stops=True,
)(problem("too_large"))


rule(
    "GCF007",
    Severity.ERROR,
    title="内容不安全",
    title_en="Hostile content",
    message="文件含有正常的工作簿里没有的内容（{found}），没有读取。",
    fix="请不要打开这个文件，先确认来源；由填报人用Excel或WPS重新填写、保存后再报送。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="工作簿的XML部件里声明了实体。",
    passes="用Excel或WPS保存的普通工作簿。",
    stops=True,
)(problem("hostile"))


rule(
    "GCF008",
    Severity.ERROR,
    title="不是文件本身",
    title_en="Link or special file",
    message="这里放的是{found}，不是文件本身，没有读取。",
    fix="请把自测评分表的文件本身复制到文件夹里，再检查一次。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="文件夹里放的是指向别处的链接。",
    passes="文件夹里放的是工作簿文件本身。",
    stops=True,
)(problem("special"))


rule(
    "GCF009",
    Severity.ERROR,
    title="压缩包成员已加密",
    title_en="Archive member is encrypted",
    message="压缩包里的这个文件设了解压密码，无法读取。",
    fix="请去掉密码重新压缩，或者不压缩、直接报送工作簿。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="压缩时设了解压密码。",
    passes="压缩时没有设密码。",
    stops=True,
)(problem("sealed"))


rule(
    "GCF010",
    Severity.ERROR,
    title="压缩包里还有压缩包",
    title_en="Archive within an archive",
    message="压缩包里还有压缩包，只展开一层，里面的文件没有读取。",
    fix="请把里层的压缩包解压，把工作簿直接放进文件夹或外层压缩包。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="报送.zip里面还有一个各组.zip。",
    passes="报送.zip里面直接是工作簿。",
    stops=True,
)(problem("nested"))


rule(
    "GCF011",
    Severity.ERROR,
    title="压缩包无法展开",
    title_en="Archive cannot be opened",
    message="压缩包{found}。",
    fix="请重新压缩，或者不压缩、直接报送工作簿。",
    expected=WORKBOOK,
    why=SUBMITTED,
    fails="压缩包没有下载完整，打不开。",
    passes="压缩包能打开，里面有工作簿。",
    stops=True,
)(problem("archive"))
