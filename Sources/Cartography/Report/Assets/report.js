"use strict";
(function () {
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const t = data.texts;
  const locale = data.language === "id" ? "id-ID" : "en-GB";
  // A unit is the list of its values; `at` says where the script finds those that it goes by itself.
  const units = data.units;
  const at = data.at;
  const statuses = data.statuses.map(function (status) { return status[0]; });
  const statusText = function (u) { return data.statuses[statuses.indexOf(u[at.status])][1]; };
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percentSign = data.language === "id" ? "\u00a0%" : "%";
  const count = function (value) { return value === null ? "–" : whole.format(value); };
  const percent = function (value) { return value === null ? "–" : one.format(value) + percentSign; };
  const some = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const forms = {
    text: String,
    count: count,
    percent: percent,
    kilometres: function (value) { return one.format(value) + " km"; },
    squareKilometres: function (value) { return one.format(value) + " km²"; },
    number: function (value) { return some.format(value); },
    yesOrNo: function (value) { return value === 1 ? t.yes : t.no; },
    cluster: function (value) { return String(data.clusters[value].order); }
  };
  const byId = function (id) { return document.getElementById(id); };
  document.documentElement.classList.add("js");

  // The map's views.
  const section = byId("map-section");
  const show = function (view) {
    section.dataset.view = view;
    document.querySelectorAll("input[name=view]").forEach(function (input) { input.checked = input.value === view; });
  };
  document.querySelectorAll("input[name=view]").forEach(function (input) {
    input.addEventListener("change", function () { show(input.value); });
  });

  // The units of the map, in the order of the ranking.
  const svg = document.querySelector("svg.map");
  const group = byId("units");
  const path = function (unit) { return byId("u" + unit); };
  const row = function (unit) { return byId("r" + unit); };
  const order = data.order.filter(path);
  const sentence = function (unit) {
    const u = units[unit];
    const parts = [u[at.name]];
    if (u[at.parent]) { parts.push(u[at.parent]); }
    if (u[at.share] === null) { parts.push(statusText(u)); } else {
      parts.push(data.labels.share + " " + percent(u[at.share]));
      parts.push(data.labels.gap + " " + count(u[at.gap]));
    }
    if (u[at.cold] === 1) { parts.push(data.labels.cold); }
    if (u[at.scan] !== null) { parts.push(t.scanCluster); }
    return parts.join(", ");
  };
  svg.setAttribute("role", "group");
  group.setAttribute("role", "listbox");
  group.setAttribute("aria-label", t.mapUnits);
  group.setAttribute("aria-describedby", "map-help");
  order.forEach(function (unit) {
    const element = path(unit);
    element.setAttribute("role", "option");
    element.setAttribute("tabindex", "-1");
    element.setAttribute("aria-selected", "false");
    element.setAttribute("aria-label", sentence(unit));
  });
  const outline = function (id) {
    const halo = document.createElementNS("http://www.w3.org/2000/svg", "path");
    halo.setAttribute("class", "halo");
    const line = byId(id) || svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    line.id = id;
    line.setAttribute("aria-hidden", "true");
    halo.setAttribute("aria-hidden", "true");
    svg.insertBefore(halo, line);
    return function (shape) {
      [halo, line].forEach(function (one) {
        if (shape) { one.setAttribute("d", shape); } else { one.removeAttribute("d"); }
      });
    };
  };
  const drawChosen = outline("chosen");
  const drawPointed = outline("pointed");

  let chosen = null;
  let pointed = null;
  let current = order.length ? order[0] : null;

  const details = byId("details");
  const add = function (parent, tag, text, className) {
    const element = parent.appendChild(document.createElement(tag));
    if (text !== undefined) { element.textContent = text; }
    if (className) { element.className = className; }
    return element;
  };
  const describe = function (unit) {
    details.textContent = "";
    details.classList.toggle("open", unit !== null);
    add(details, "h3", t.chosenUnit);
    if (unit === null) {
      add(details, "p", t.noUnitChosen);
      return;
    }
    const close = add(details, "button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", t.close);
    close.addEventListener("click", function () { choose(null); });
    const u = units[unit];
    const name = add(details, "p", undefined, "name");
    add(name, "bdi", u[at.name]);
    const where = add(details, "p", undefined, "where");
    add(where, "bdi", [u[at.code], u[at.parent]].filter(Boolean).join(" · "));
    const list = add(details, "dl");
    const line = function (label, value) {
      add(list, "dt", label);
      add(list, "dd", value);
    };
    line(data.labels.status, statusText(u) + (u[at.over] === 1 ? "; " + t.over100 : ""));
    data.lines.forEach(function (entry) {
      const value = u[entry.at];
      if (entry.only !== undefined && u[entry.only] !== 1) { return; }
      if (value !== null) {
        const upper = entry.to === undefined ? null : u[entry.to];
        line(entry.label, upper === null ? forms[entry.form](value) : one.format(value) + "–" + one.format(upper));
      } else if (u[at.share] !== null && (entry.form === "yesOrNo" || entry.form === "cluster")) {
        line(entry.label, "–");
      }
    });
    data.segments.forEach(function (label, index) {
      const s = u[at.segments][index];
      if (s && s[0] !== null) { line(label, percent(s[0]) + " · " + count(s[1])); }
    });
  };
  const mark = function (unit, className, isOn) {
    const element = unit === null ? null : row(unit);
    if (element) { element.classList.toggle(className, isOn); }
  };
  // The page must not move under the pointer, so the table only points.
  const point = function (unit, isOnMap) {
    if (unit === pointed) { return; }
    mark(pointed, "pointed", false);
    pointed = unit;
    mark(unit, "pointed", true);
    const shape = unit === null ? null : path(unit);
    drawPointed(shape && shape.getAttribute("d"));
    if (isOnMap) { describe(unit !== null ? unit : chosen); }
  };
  const choose = function (unit) {
    group.classList.remove("dimmed");
    group.querySelectorAll(".lit").forEach(function (shape) { shape.classList.remove("lit"); });
    mark(chosen, "selected", false);
    if (chosen !== null && path(chosen)) { path(chosen).setAttribute("aria-selected", "false"); }
    chosen = unit;
    mark(unit, "selected", true);
    const shape = unit === null ? null : path(unit);
    if (shape) { shape.setAttribute("aria-selected", "true"); }
    drawChosen(shape && shape.getAttribute("d"));
    describe(unit);
  };
  const makeCurrent = function (unit) {
    if (current !== null) { path(current).setAttribute("tabindex", "-1"); }
    current = unit;
    path(unit).setAttribute("tabindex", "0");
  };
  const showRow = function (unit) {
    const element = row(unit);
    const box = byId("ranking").parentElement;
    if (!element || element.hidden || box.scrollHeight <= box.clientHeight) { return; }
    // Within the table's own box; the page stays where it is.
    box.scrollTop = element.offsetTop - box.clientHeight / 2;
  };
  const unitOf = function (target) {
    const element = target.closest && target.closest("#units path");
    return element ? Number(element.id.slice(1)) : null;
  };
  if (current !== null) { makeCurrent(current); }
  group.addEventListener("pointerover", function (event) { point(unitOf(event.target), true); });
  group.addEventListener("pointerleave", function () { point(null, true); });
  group.addEventListener("focusin", function (event) {
    const unit = unitOf(event.target);
    if (unit === null) { return; }
    makeCurrent(unit);
    point(unit, true);
  });
  group.addEventListener("focusout", function () { point(null, true); });
  group.addEventListener("click", function (event) {
    const unit = unitOf(event.target);
    if (unit === null) { return; }
    choose(unit === chosen ? null : unit);
    makeCurrent(unit);
    showRow(unit);
  });
  group.addEventListener("keydown", function (event) {
    const place = order.indexOf(current);
    const last = order.length - 1;
    const moves = {
      ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: last,
      PageDown: place + 10, PageUp: place - 10
    };
    if (event.key in moves) {
      path(order[Math.max(0, Math.min(last, moves[event.key]))]).focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === " ") {
      choose(current === chosen ? null : current);
      showRow(current);
    } else if (event.key === "Escape") {
      choose(null);
    } else { return; }
    event.preventDefault();
  });

  // The table.
  const table = byId("ranking");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const headers = Array.from(table.tHead.rows[0].cells);
  const unitOfRow = function (element) { return Number(element.id.slice(1)); };
  rows.forEach(function (element) {
    const unit = unitOfRow(element);
    element.addEventListener("pointerenter", function () { point(path(unit) ? unit : null); });
    element.addEventListener("pointerleave", function () { point(null); });
    const link = element.querySelector("a");
    link.addEventListener("focus", function () { point(unit); });
    link.addEventListener("blur", function () { point(null); });
    link.addEventListener("click", function (event) {
      event.preventDefault();
      choose(unit === chosen ? null : unit);
      if (chosen !== null && path(unit)) { makeCurrent(unit); }
    });
  });
  const collator = new Intl.Collator(locale, { numeric: true });
  const sort = function (column, direction) {
    const value = function (element) {
      const u = units[unitOfRow(element)];
      return column === at.status ? statuses.indexOf(u[column]) : u[column];
    };
    rows.sort(function (a, b) {
      const x = value(a);
      const y = value(b);
      if (x === null || y === null) { return x === y ? 0 : x === null ? 1 : -1; }
      return direction * (typeof x === "string" ? collator.compare(x, y) : x - y);
    });
    body.append(...rows);
  };
  headers.forEach(function (header) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", function () {
      const isUp = header.getAttribute("aria-sort") === "ascending";
      headers.forEach(function (other) { other.removeAttribute("aria-sort"); });
      header.setAttribute("aria-sort", isUp ? "descending" : "ascending");
      sort(Number(header.dataset.column), isUp ? -1 : 1);
    });
  });
  const text = byId("filter");
  const status = byId("filter-status");
  // Without regard to case and accents.
  const plain = function (words) { return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  const haystacks = units.map(function (u) { return plain([u[at.name], u[at.code] || "", u[at.parent] || ""].join("\n")); });
  const filter = function () {
    const wanted = plain(text.value.trim());
    let shown = 0;
    rows.forEach(function (element) {
      const unit = unitOfRow(element);
      const isShown = haystacks[unit].includes(wanted) && (!status.value || units[unit][at.status] === status.value);
      element.hidden = !isShown;
      if (isShown) { shown += 1; }
    });
    byId("no-rows").hidden = shown > 0;
    byId("filter-count").textContent = t.filterCount
      .replace("{shown}", whole.format(shown)).replace("{all}", whole.format(rows.length));
  };
  text.addEventListener("input", filter);
  status.addEventListener("change", filter);
  const form = text.form;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  filter();

  // Clusters.
  document.querySelectorAll("button[data-cluster]").forEach(function (button) {
    button.addEventListener("click", function () {
      const cluster = data.clusters[button.dataset.cluster];
      show(cluster.view);
      choose(null);
      group.classList.add("dimmed");
      cluster.units.map(path).filter(Boolean).forEach(function (shape) { shape.classList.add("lit"); });
      section.scrollIntoView({ block: "start" });
    });
  });
})();
