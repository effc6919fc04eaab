// node firefox.mjs PROGRAM ADDRESS FOLDER DAY ROSTER FILE...: checks the first file and consolidates all of them as of a day in Debian's
// Firefox, saves the data of both into the folder, and prints what a person reads of each.

import puppeteer from "puppeteer-core";

const [executablePath, address, folder, day, roster, ...files] = process.argv.slice(2);
const nowhere = { "network.proxy.type": 1, "network.proxy.socks": "127.0.0.1", "network.proxy.socks_port": 9, "network.proxy.socks_remote_dns": true };
const saved = { "browser.download.folderList": 2, "browser.download.dir": folder, "browser.download.useDownloadDir": true };

const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox: { ...nowhere, ...saved } });
try {
  const page = await browser.newPage();
  await page.goto(address);
  const until = (...states) =>
    page.waitForFunction((wanted) => wanted.includes(document.body.dataset.state), { timeout: 300000, polling: 100 }, states);
  const over = async () => {
    await until("done", "sentence", "memory", "program", "cancelled");
    return page.evaluate(() => [document.body.dataset.state, document.getElementById(document.body.dataset.state === "done" ? "view" : "status").innerText]);
  };
  const save = async () => {
    await page.evaluate(() => [...document.querySelectorAll("[data-save=data]")].find((button) => button.checkVisibility()).click());
    await page.waitForFunction(() => document.getElementById("said").textContent.startsWith("已生成"), { timeout: 300000, polling: 100 });
  };
  await until("ready", "failed");
  await (await page.$("#check-files")).uploadFile(files[0]);
  const checked = await over();
  await save();
  await page.evaluate(() => { document.getElementById("back").click(); delete document.body.dataset.state; });
  await page.waitForFunction(() => document.getElementById("result").hidden, { polling: 100 });
  await (await page.$("#town-files")).uploadFile(...files);
  await (await page.$("#town-roster")).uploadFile(roster);
  await page.evaluate((on) => {
    const place = document.getElementById("town-day");
    place.value = on;
    place.dispatchEvent(new Event("change"));
  }, day);
  await page.waitForFunction(() => !document.getElementById("town-start").disabled, { polling: 100 });
  await page.click("#town-start");
  const consolidated = await over();
  await save();
  console.log(JSON.stringify({ checked, consolidated }));
} finally {
  await browser.close();
}
