"use strict";
(() => {
  const files = [...document.querySelectorAll(".file")];
  const svg = (name, parts, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in parts) made.setAttribute(key, parts[key]);
    if (text) made.textContent = text;
    return made;
  };
  const links = file => [...file.querySelectorAll(".links>li")];
  const tone = li => li.firstElementChild.className.slice(2);
  const draw = file => {
    const all = links(file);
    if (!all.length || file.querySelector(".g")) return;
    const height = 30 * all.length, at = {};
    const g = svg("svg", {class: "g", role: "img", viewBox: "0 0 360 " + height, width: 360, height});
    g.append(svg("title", {}, "The chain, from source to binary"));
    all.forEach((li, i) => { at[li.dataset.l] = height - 30 * i - 15; });
    for (const li of all) for (const below of li.dataset.r.split(" ")) if (below in at) {
      const from = at[li.dataset.l], to = at[below];
      const x = 96 - Math.min(88, Math.abs(to - from) / 4);
      g.append(svg("path", {class: tone(li),
        d: `M102 ${from}C${x} ${from} ${x} ${to} 97 ${to}m-5-4 6 4-6 4`}));
    }
    for (const li of all) {
      const y = at[li.dataset.l], word = li.firstElementChild.textContent;
      const node = svg("g", {class: tone(li)});
      const label = svg("text", {x: 126, y: y + 5}, li.dataset.l + " ");
      label.append(svg("tspan", {class: "w"}, word.slice(2)));
      node.append(svg("circle", {cx: 110, cy: y, r: 9}),
        svg("text", {class: "y", x: 110, y: y + 5}, word[0]), label);
      g.append(node);
    }
    file.querySelector(".facts").before(g);
  };
  for (const file of files) {
    if (file.open) draw(file);
    file.addEventListener("toggle", () => { if (file.open) draw(file); });
  }
  addEventListener("beforeprint", () => {
    for (const file of files) if (!file.hidden && files.length < 50) file.open = true;
  });
  const form = document.getElementById("filter");
  if (!form) return;
  const id = name => document.getElementById(name);
  const ids = new Set(), states = new Set();
  const known = new Map();
  for (const file of files) {
    const pairs = links(file).map(li => {
      const state = li.firstElementChild.textContent.slice(2);
      ids.add(li.dataset.l);
      states.add(state);
      return " " + li.dataset.l + "=" + state + " ";
    });
    known.set(file, pairs);
  }
  const fill = (select, words) => {
    for (const word of words) select.append(new Option(word, word));
  };
  fill(id("l"), ids);
  fill(id("s"), [...states].sort());
  const texts = new Map();
  const text = file => {
    if (!texts.has(file)) {
      const facts = file.querySelector(".facts");
      texts.set(file, (file.querySelector(".n").textContent + " " + (facts ? facts.textContent : ""))
        .toLowerCase());
    }
    return texts.get(file);
  };
  const apply = () => {
    const words = id("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set([...form.querySelectorAll("[name=v]:checked")].map(box => box.value));
    const link = id("l").value, state = id("s").value;
    const fits = pair => (!link || pair.startsWith(" " + link + "="))
      && (!state || pair.endsWith("=" + state + " "));
    let shown = 0;
    for (const file of files) {
      const fit = verdicts.has(file.dataset.v) && words.every(word => text(file).includes(word))
        && (!link && !state || known.get(file).some(fits));
      file.hidden = !fit;
      if (fit) shown++;
    }
    id("count").textContent = shown + " of " + files.length + " shown";
    id("none").hidden = shown > 0;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
})();
