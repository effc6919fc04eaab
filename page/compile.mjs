// Compiles Python with the Python that the page runs: `node compile.mjs PYODIDE LOCK FOLDER` makes of standard.zip and
// site.zip in the folder the same, compiled. What `run_path` reads keeps its text beside.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , runtime, lock, folder] = process.argv;
const { loadPyodide } = await import(pathToFileURL(runtime));
const python = await loadPyodide({
  env: { PYTHONHASHSEED: "0" }, // the order of a set is part of what is compiled
  lockFileContents: readFileSync(lock, "utf-8"),
});
python.FS.mkdir("/in");
for (const name of ["standard", "site"]) python.FS.writeFile(`/in/${name}.zip`, readFileSync(`${folder}/${name}.zip`));
python.runPython(`
import ast
import importlib.util
from importlib._bootstrap_external import _code_to_hash_pyc
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

AS_TEXT = ("pipeline/reading/workbook/spreadsheetml.py", "pipeline/reading/workbook/xls_sheets.py")

def without_docstrings(data):
    """The tree of a module whose docstrings are blank: nobody asks for them in the page, and they are a quarter of it."""
    tree = ast.parse(data)
    for node in ast.walk(tree):
        named = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        if named and ast.get_docstring(node, clean=False):
            node.body[0].value.value = " "
    return tree

def compiled(source, where):
    made = {}
    with ZipFile(f"/in/{source}.zip") as archive:
        for name in archive.namelist():
            if name.endswith("/"):
                continue
            data = archive.read(name)
            if not name.endswith(".py"):
                made[name] = data
                continue
            code = compile(without_docstrings(data), f"{where}/{name}", "exec", dont_inherit=True)
            pyc = bytes(_code_to_hash_pyc(code, importlib.util.source_hash(data), False))
            made[f"{name}c"] = pyc
            if name in AS_TEXT:
                made[name] = data
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in sorted(made):
            archive.writestr(ZipInfo(name), made[name])
    with open(f"/in/{source}-compiled.zip", "wb") as file:
        file.write(out.getvalue())

compiled("standard", "/lib/python314.zip")
compiled("site", "/lib/python3.14/site-packages")
`);
for (const name of ["standard", "site"]) writeFileSync(`${folder}/${name}-compiled.zip`, python.FS.readFile(`/in/${name}-compiled.zip`));
