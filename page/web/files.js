// What a person chose or dropped, as a list of {path, file}; the path begins below the folder.

// From <input type=file>; with a folder chosen, its name is the first part of every path.
function filesOf(input) {
  const files = [...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = ""; // so that the same can be chosen again
  return files;
}

// From a drop, which may be files, folders or both; folders are gone through to their end.
async function filesDropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean); // not after an await
  const files = [];
  for (const entry of entries) await gather(entry, "", files);
  return files;
}

async function gather(entry, above, files) {
  const path = above + entry.name;
  if (entry.isFile) {
    files.push({ path, file: await new Promise((done, failed) => entry.file(done, failed)) });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    if (!some.length) return;
    for (const inner of some) await gather(inner, `${path}/`, files);
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
