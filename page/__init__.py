"""DOOR 3: the browser. The same engine in WebAssembly, in one file that opens from disk and asks no network.

``build`` makes that file of what ``packing`` gets together: Python for browsers, the packages that reading and writing need,
and ours, compiled by ``compile.mjs``. In the file ``web/page.js`` is what a person sees, ``web/worker.js`` starts Python
beside it and calls ``engine``, which tries doubtful workbooks as ``trial`` says: in a worker of their own.
"""
