// What a person sees and does; the work is the worker's (worker.js).

const at = (id) => document.getElementById(id);
const show = (element, visible) => (element.hidden = !visible);

const WORDS = {
  memory: "内存不够，没有完成。请关闭其他网页和程序，重新打开本页面再试；文件很多的，请分几次汇总，或换一台内存大的电脑。",
  program: "程序出错，与填报内容无关，请联系维护人员。",
  cancelled: "已取消。",
};
const NAME = document.title;
const PATIENCE = 3000; // milliseconds that a cancelled task has to end by itself

// --- the worker -------------------------------------------------------------------------------------------------------------

let parts, worker, ready, hears;
let number = 0;
let waiting = new Map();

// The parts of this file as they are packed; their text is let go of.
async function packedParts() {
  const found = {};
  for (const element of document.querySelectorAll("script[data-part]")) {
    const text = element.textContent;
    element.remove();
    const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    found[element.dataset.part] = new Blob([bytes]);
    await new Promise((done) => setTimeout(done)); // so that the page stays alive
  }
  return found;
}

const workerAddress = () => {
  const bytes = Uint8Array.from(atob(at("worker").textContent), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
};

function startWorker() {
  worker?.terminate();
  endTrial();
  for (const { failed } of waiting.values()) failed({ kind: "cancelled", text: "" });
  waiting = new Map();
  const begun = (worker = new Worker(workerAddress()));
  worker.onmessage = ({ data }) => {
    if (data.trial) return void tried(data.trial).then((answer) => begun.postMessage({ call: "answer", answer }));
    if (data.starting) return void (at("status").textContent = data.starting);
    if (data.total !== undefined) return void hears?.(data);
    const { done, failed } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    data.error ? failed?.(data.error) : done?.(data.result);
  };
  worker.onerror = ({ message }) => {
    for (const { failed } of waiting.values()) failed({ kind: "program", text: message });
  };
  ready = ask("start", { parts });
}

function ask(call, values) {
  const id = ++number;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    worker.postMessage({ id, call, ...values });
  });
}

// --- a worker in which doubtful workbooks are tried, ended when it takes too long -----------------------------------------------

let trial;

function startTrial() {
  const worker = new Worker(workerAddress());
  const ready = new Promise((done, failed) => {
    worker.onmessage = ({ data }) => (data.error ? failed(new Error(data.error.text)) : done());
    worker.onerror = ({ message }) => failed(new Error(message));
  });
  worker.postMessage({ call: "startTrial", parts });
  return { worker, ready };
}

function endTrial() {
  trial?.worker.terminate();
  trial = undefined;
}

async function tried(question) {
  const mine = (trial ??= startTrial());
  const { worker, ready } = mine;
  try {
    await ready;
  } catch (error) {
    console.error(error);
    if (trial === mine) endTrial();
    return { ended: "crashed" };
  }
  const answer = await new Promise((done) => {
    const late = setTimeout(() => done({ ended: "time", spent: true }), question.wait);
    worker.onmessage = ({ data }) => (clearTimeout(late), done(data.result));
    worker.onerror = () => (clearTimeout(late), done({ ended: "crashed", spent: true }));
    worker.postMessage({ call: "tryOne", ...question });
  });
  if (answer.spent && trial === mine) endTrial(); // another may have taken its place when the task was given up
  return answer;
}

// --- one task -----------------------------------------------------------------------------------------------------------------

let busy = false;
let shown = ""; // whose result is on the page
let title = ""; // what it is called

async function run(of, call, values, count) {
  if (busy) return;
  busy = true;
  document.body.dataset.state = "busy";
  show(at("result"), false);
  show(at("work"), true);
  working("正在等检查程序启动……");
  const begun = { at: 0 };
  hears = ({ done, total }) => {
    begun.at ||= performance.now();
    working(`正在读取自评表：${done} / ${total}${remaining(begun.at, done, total)}`, done, total);
  };
  try {
    await ready;
    working(`正在读取自评表：0 / ${count}`, 0, count);
    showResult(of, await ask(call, values));
  } catch (error) {
    failed(error);
  }
  busy = false;
  show(at("work"), false);
}

function working(text, done, total) {
  at("work-text").textContent = text;
  if (total) Object.assign(at("bar"), { max: total, value: done });
  else at("bar").removeAttribute("value");
}

// How long the rest will take, by what was done since the first file, which takes longer than others.
function remaining(since, done, total) {
  if (done < 3 || done === total) return "";
  const seconds = ((performance.now() - since) / 1000 / (done - 1)) * (total - done);
  return seconds < 60 ? `，还要约${Math.ceil(seconds)}秒` : `，还要约${Math.ceil(seconds / 60)}分钟`;
}

function say(text, bad = false) {
  const place = shown && !at("result").hidden ? at("said") : at("status");
  place.textContent = text;
  place.classList.toggle("bad", bad);
  show(place, Boolean(text));
}

function failed({ kind, text }) {
  document.body.dataset.state = kind;
  say(kind === "sentence" ? text : WORDS[kind] ?? WORDS.program, kind !== "cancelled");
  if (kind === "program") console.error(text);
  if (kind === "memory" || kind === "program") startWorker(); // what is left of it cannot be trusted
}

function showResult(of, result) {
  shown = of;
  title = result.title;
  at("view").innerHTML = result.html; // made by templates that escape whatever comes from outside
  for (const button of at("actions").querySelectorAll("[data-save]")) {
    show(button, [of, "both"].includes(button.dataset.of));
    button.disabled = result[button.dataset.save] === 0;
  }
  openResult();
  history.pushState(of, "");
  say("");
  document.body.dataset.state = "done";
}

function openResult() {
  show(at("result"), true);
  document.body.classList.add("with-result");
  document.title = document.querySelector("h1").textContent = title;
  scrollTo(0, 0);
  at("view").focus({ preventScroll: true });
}

function closeResult() {
  show(at("result"), false);
  document.body.classList.remove("with-result");
  document.title = document.querySelector("h1").textContent = NAME;
}

async function save(button) {
  if (busy) return;
  busy = true;
  say("正在生成文件……");
  try {
    const { name, data } = await ask("save", { what: button.dataset.save });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(`已生成“${name}”，在浏览器的下载文件夹里。`);
  } catch (error) {
    failed(error);
  }
  busy = false;
}

// --- what can be done ---------------------------------------------------------------------------------------------------------

let chosen, roster;

function check(files) {
  if (!files.length) return;
  run("check", "check", { files: apart(files) }, files.length);
}

function choose(files) {
  if (!files.length) return;
  chosen = inOneFolder(files, "自评表");
  if (chosen.files.some(({ path }) => /^名册\.(csv|xlsx|xls)$/i.test(path))) roster = undefined; // the folder's own
  tellChosen();
}

function tellChosen() {
  const of = roster ? `名册用“${roster.path}”。` : "";
  at("town-chosen").textContent = chosen ? `已选“${chosen.folder}”，共${chosen.files.length}个文件。${of}` : `还没有选择文件夹。${of}`;
  at("town-start").disabled = !chosen;
}

function consolidate() {
  const day = at("town-day").value;
  if (!day) return say("请填写汇总日期。", true);
  const values = { ...chosen, roster, day, year: Number(at("town-year").value) };
  run("town", "consolidate", values, chosen.files.length);
}

function cancel() {
  worker.postMessage({ call: "cancel" });
  const task = number;
  setTimeout(() => waiting.has(task) && busy && startWorker(), PATIENCE);
}

function takeDrops(element, take) {
  const over = (on) => (event) => {
    event.preventDefault();
    element.classList.toggle("over", on);
  };
  element.addEventListener("dragover", over(true));
  element.addEventListener("dragleave", over(false));
  element.addEventListener("drop", async (event) => {
    over(false)(event);
    try {
      take(await filesDropped(event.dataTransfer));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      say(`浏览器读不了“${error.message}”，没有开始。请把它移开，或者用“选择”按钮选择文件，再试一次。`, true);
    }
  });
}

function connect() {
  at("check-files").onchange = ({ target }) => check(filesOf(target));
  at("town-folder").onchange = at("town-files").onchange = ({ target }) => choose(filesOf(target));
  at("town-roster").onchange = ({ target }) => {
    [roster] = filesOf(target);
    tellChosen();
  };
  at("town-day").onchange = async ({ target }) => {
    if (target.value) at("town-year").value = await ask("yearOn", { day: target.value });
  };
  at("town-start").onclick = consolidate;
  at("cancel").onclick = cancel;
  at("print").onclick = () => print();
  at("back").onclick = () => history.back();
  for (const button of document.querySelectorAll("[data-save]")) button.onclick = () => save(button);
  takeDrops(at("check"), check);
  takeDrops(at("town"), choose);
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault()); // else it would be opened
  addEventListener("popstate", ({ state }) => (state && shown ? openResult() : closeResult()));
}

function offer({ years, year, today }) {
  at("town-year").replaceChildren(...years.map((one) => new Option(`${one}年`, one, one === year, one === year)));
  at("town-day").value = today;
}

async function open() {
  parts = await packedParts();
  connect();
  show(at("tasks"), true);
  startWorker();
  try {
    offer(await ready);
    say("可以开始了。");
    document.body.dataset.state = "ready";
  } catch ({ kind, text }) {
    console.error(text);
    say(kind === "memory" ? WORDS.memory : window.tooOld, true);
    document.body.dataset.state = "failed";
  }
}

if (!window.stopped) open();
