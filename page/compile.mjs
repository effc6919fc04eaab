// Compiles Python with the Python that the page runs: `node compile.mjs PYODIDE LOCK SOURCE MADE WHERE` makes of one zip another,
// whose modules say that they lie at WHERE. What `run_path` reads keeps its text beside.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , runtime, lock, source, made, where] = process.argv;
const { loadPyodide } = await import(pathToFileURL(runtime));
const python = await loadPyodide({
  env: { PYTHONHASHSEED: "0" }, // the order of a set is part of what is compiled
  lockFileContents: readFileSync(lock, "utf-8"),
});
python.FS.writeFile("/source.zip", readFileSync(source));
python.globals.set("where", where);
python.runPython(`
import ast
import importlib.util
from importlib._bootstrap_external import _code_to_hash_pyc
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

made = {}
with ZipFile("/source.zip") as archive:
    for name in archive.namelist():
        data = archive.read(name)
        if not name.endswith(".py"):
            made[name] = data
            continue
        code = compile(without_docstrings(data), f"{where}/{name}", "exec", dont_inherit=True)
        made[f"{name}c"] = bytes(_code_to_hash_pyc(code, importlib.util.source_hash(data), False))
        if name in AS_TEXT:
            made[name] = data
with ZipFile("/made.zip", "w", ZIP_STORED) as archive:
    for name in sorted(made):
        archive.writestr(ZipInfo(name), made[name])
`);
writeFileSync(made, python.FS.readFile("/made.zip"));
