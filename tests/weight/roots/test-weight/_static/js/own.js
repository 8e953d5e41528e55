import "./more.js";
document.body.classList.add("vsc-scripted");
