// What a person chose or dropped, as a list of {path, file}; the path begins below the folder.

// From <input type=file>; with a folder chosen, its name is the first part of every path.
function filesOf(input) {
  const files = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = ""; // so that the same can be chosen again
  return files;
}

// From a drop, which may be files, folders or both; folders are gone through to their end. Chromium gives the files of a page
// opened from disk by handles only, other browsers have no handles but entries.
async function filesDropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const dropped = items.map((item) => [item.getAsFileSystemHandle?.(), item.webkitGetAsEntry()]); // not after an await
  const files = [];
  for (const [handle, entry] of dropped) {
    const one = (await handle?.catch(() => null)) ?? entry;
    if (!one) throw new Unreadable("拖来的内容");
    await gather(one, "", files);
  }
  return files;
}

class Unreadable extends Error {}

async function gather(one, above, files) {
  const path = above + one.name;
  try {
    if (one.kind === "file" || one.isFile) {
      files.push({ path, file: await (one.getFile?.() ?? new Promise((done, failed) => one.file(done, failed))) });
      return;
    }
    for (const inner of await inside(one)) await gather(inner, `${path}/`, files);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(path);
  }
}

async function inside(folder) {
  const found = [];
  if (folder.values) {
    for await (const one of folder.values()) found.push(one);
    return found;
  }
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    if (!some.length) return found;
    found.push(...some);
  }
}

// Files in one folder: its name, and paths below it. Files without one, or from several, go into one of our own.
function inOneFolder(files, otherwise) {
  const tops = new Set(files.map(({ path }) => path.split("/")[0]));
  const one = tops.size === 1 && files.every(({ path }) => path.includes("/"));
  if (!one) return { folder: otherwise, files: apart(files) };
  const [folder] = tops;
  return { folder, files: files.map(({ path, file }) => ({ path: path.slice(folder.length + 1), file })) };
}

// No two files at one path: files of different folders may have one name.
function apart(files) {
  const seen = new Map();
  return files.map(({ path, file }) => {
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return { path: count === 1 ? path : `${count}/${path}`, file };
  });
}
