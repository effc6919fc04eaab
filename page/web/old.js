// Written for every browser there is: says in a sentence when this one is too old, before newer script is read.
(function () {
  var status = document.getElementById("status");
  var able =
    window.Worker && window.WebAssembly && window.DecompressionStream && window.BigInt64Array &&
    window.Blob && Blob.prototype.stream && WebAssembly.Tag && Array.prototype.at && window.structuredClone;
  window.tooOld = "这个浏览器太旧，打不开本页面。请换用 Chrome 或 Edge 102、火狐 114、Safari 16.4 及以上的版本；" +
    "360、QQ、搜狗等浏览器请升级到最新版，并用“极速模式”。";
  if (able) return;
  status.className += " bad";
  status.textContent = window.tooOld;
  window.stopped = true;
})();
