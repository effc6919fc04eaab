// Runs beside the page, so that it never freezes: starts Python from the parts of the file, then does what the page asks for.
// Another one of the same code tries doubtful workbooks (trial.py); the page ends it when it takes too long.

const unpacked = async (blob) =>
  new Uint8Array(await new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());

// Python asks for its parts by address; all of them lie here, and nothing is ever asked of a network.
async function startPython(parts, onStderr) {
  self.importScripts = undefined; // it would try this one, which the page forbids
  const script = async (name) => import(URL.createObjectURL(new Blob([await unpacked(parts[name])], { type: "text/javascript" })));
  self.fetch = async (address) => {
    const name = String(address).split("/").pop();
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(await unpacked(parts[name]), { headers: { "Content-Type": type } });
  };
  const [{ default: createPyodideModule }, { loadPyodide }] = await Promise.all([script("pyodide.asm.mjs"), script("pyodide.mjs")]);
  return loadPyodide({
    indexURL: "https://page.invalid/",
    createPyodideModule,
    stdLibURL: "https://page.invalid/python_stdlib.zip",
    lockFileContents: new TextDecoder().decode(await unpacked(parts["lock.json"])),
    env: { HOME: "/home", TZ: "UTC" },
    stderr: onStderr,
  });
}

async function unpackSite(python, parts) {
  const site = python.runPython("import site; site.getsitepackages()[0]");
  for (const name of ["packages.zip", "ours.zip"]) {
    python.unpackArchive((await unpacked(parts[name])).buffer, "zip", { extractDir: site });
  }
  return site;
}

// --- the engine ----------------------------------------------------------------------------------------------------------

let python, desk, trials, task, cancelled;
const breathe = () => new Promise((done) => setTimeout(done)); // lets a message from the page in

async function start({ parts }) {
  tell({ starting: "正在启动检查程序……" });
  python = await startPython(parts, console.warn);
  tell({ starting: "正在装入方案和规则……" });
  await unpackSite(python, parts);
  trials = python.pyimport("page.trial").trials();
  desk = python.pyimport("page.engine").Desk(trials);
  return plain(desk.about());
}

const plain = (value) => value?.toJs ? value.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false }) : value;

// Files are read where the browser has them, with their own time, and only when Python asks for them.
function lay(place, files) {
  const fs = python.FS;
  if (fs.analyzePath(place).exists) fs.unmount(place);
  else fs.mkdirTree(place);
  fs.mount(fs.filesystems.WORKERFS, { blobs: files.map(({ path, file }) => ({ name: path, data: file })) }, place);
  for (const { path, file } of files) {
    const { node } = fs.lookupPath(`${place}/${path}`);
    node.atime = node.mtime = node.ctime = file.lastModified;
  }
}

// A call of the engine, made again until it leaves no doubtful workbook untried.
async function settled(call) {
  for (;;) {
    const result = call();
    const question = trials.open;
    if (!question) return result;
    const { said, ended } = await tried(question);
    trials.answer(said ? python.toPy(said) : undefined, ended ?? "");
    if (cancelled) throw new Cancelled();
  }
}

class Cancelled extends Error {}

async function checkAll() {
  const total = task.files.length;
  for (let done = 0; done < total; ) {
    await settled(() => task.step());
    done = task.books.length;
    tell({ done, total });
    await breathe();
    if (cancelled) throw new Cancelled();
  }
}

const calls = {
  start,
  async check({ files }) {
    lay("/given", files);
    python.FS.chdir("/given");
    const tops = new Set(files.map(({ path }) => path.split("/")[0])); // a folder is gone through by Python, in its order
    task = await settled(() => desk.check([...tops]));
    await checkAll();
    return plain(task.result());
  },
  async consolidate({ folder, files, roster, day, year }) {
    lay(`/town/${folder}`, files);
    if (roster) lay("/roster", [roster]);
    python.FS.chdir("/town");
    task = await settled(() => desk.consolidate(`/town/${folder}`, roster && `/roster/${roster.path}`));
    await checkAll();
    return plain(await settled(() => task.result(day, year)));
  },
  async yearOn({ day }) {
    return desk.year_on(day);
  },
  async save({ what }) {
    const [name, data] = plain(await settled(() => task[what]()));
    return { name, data };
  },
};

// --- a worker that may be ended ----------------------------------------------------------------------------------------------

// Only the page can start one: a worker of a file opened from disk may not.
let answered;
function tried({ what, bounds, memory, wait, data }) {
  self.postMessage({ trial: { what, bounds: plain(bounds), memory, wait, data: plain(data) } });
  return new Promise((done) => (answered = done));
}

let said = "";
Object.assign(calls, {
  async startTrial({ parts }) {
    python = await startPython(parts, (line) => (said += line));
    const site = await unpackSite(python, parts);
    python.runPython(`import sys; sys.path.insert(0, "${site}/pipeline/reading/workbook")`);
  },
  async tryOne({ what, bounds, memory, data }) {
    limitMemory(memory);
    said = "";
    try {
      const made = python.pyimport("sandbox_child").DOES.get(what)(python.toPy(data), ...bounds);
      return { said: plain(made), spent: python._module.HEAP8.length > memory / 2 };
    } catch (error) {
      const text = `${said}${error.type ?? ""}${error}`;
      const ofMemory = /MemoryError|memory allocation|capacity|out of memory/i.test(text);
      return { ended: ofMemory ? "memory" : "crashed", spent: true };
    }
  },
});

// What Python takes from here on never grows beyond the bound: it is told that there is no more.
const grow = WebAssembly.Memory.prototype.grow;
function limitMemory(most) {
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > most) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

// --- what the page says --------------------------------------------------------------------------------------------------------

let current;
const tell = (news) => self.postMessage({ id: current, ...news });

function errorOf(error) {
  if (error instanceof Cancelled) return { kind: "cancelled", text: "" };
  if (error.type === "PageError") return { kind: "sentence", text: String(error.message).trim().split("PageError: ").pop() };
  const ofMemory = error.type === "MemoryError" || error instanceof RangeError || /memory/i.test(String(error));
  return { kind: ofMemory ? "memory" : "program", text: String(error.stack || error).slice(-2000) };
}

self.onmessage = async ({ data }) => {
  if (data.call === "cancel") {
    cancelled = true;
    return;
  }
  if (data.call === "answer") return void answered(data.answer);
  current = data.id;
  cancelled = false;
  try {
    self.postMessage({ id: data.id, result: await calls[data.call](data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: errorOf(error) });
  }
};
