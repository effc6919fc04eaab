"""A kit from which an office without network sets Excel up by one double click.

``building`` puts it together where there is a network: wheels for the desk's system (``wheels``), the add-in, templates
and manuals as pages (``pages``). On the desk ``start.cmd``, as 安装.cmd, 卸载.cmd and 汇总.cmd, finds a Python for ``install``,
which does the rest, with ``pythons`` and ``opening``, and with nothing but the standard library.
"""
