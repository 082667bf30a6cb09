"use strict";
(function () {
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const t = data.texts;
  const locale = data.language === "id" ? "id-ID" : "en-GB";
  // A unit is the list of its values; `at` says where the script finds those that it goes by itself.
  const units = data.units;
  const at = data.at;
  const parents = data.groups.length ? data.groups[data.groups.length - 1] : [];
  const parentOf = function (u) { return u[at.parent] === null ? "" : parents[u[at.parent]].name; };
  const statuses = data.statuses.map(function (status) { return status[0]; });
  const statusText = function (u) {
    return data.statuses[statuses.indexOf(u[at.status])][1] + (u[at.over] === 1 ? "; " + t.over100 : "");
  };
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const some = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percentSign = data.language === "id" ? "\u00a0%" : "%";
  const count = function (value) { return value === null ? "–" : whole.format(value); };
  const percent = function (value) { return value === null ? "–" : one.format(value) + percentSign; };
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
  const add = function (parent, tag, text, className) {
    const element = parent.appendChild(document.createElement(tag));
    if (text !== undefined) { element.textContent = text; }
    if (className) { element.className = className; }
    return element;
  };
  const drawn = function (parent, tag, attributes) {
    const element = parent.appendChild(document.createElementNS("http://www.w3.org/2000/svg", tag));
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  };
  document.documentElement.classList.add("js");

  // The figures of what is chosen: all workers, or those of one segment.
  let segment = null;
  let ranks = null;
  const value = function (u, place) {
    if (segment === null) { return u[place]; }
    const own = u[at.segments][segment];
    const [eligible, gap] = own || [null, null];
    switch (place) {
      case at.eligible: return eligible;
      case at.gap: return gap;
      case at.covered: return gap === null || eligible === null ? null : eligible - gap;
      case at.share: return gap === null || !eligible ? null : 100 * (eligible - gap) / eligible;
      case at.rank: return ranks.get(u) || null;
      case at.low: case at.high: return null;
      default: return u[place];
    }
  };
  const rankAgain = function () {
    ranks = new Map();
    if (segment === null) { return; }
    const known = units.filter(function (u) { return value(u, at.gap) !== null; });
    known.sort(function (a, b) { return value(b, at.gap) - value(a, at.gap); });
    known.forEach(function (u, index) {
      const before = index && known[index - 1];
      ranks.set(u, before && value(before, at.gap) === value(u, at.gap) ? ranks.get(before) : index + 1);
    });
  };
  const classOf = function (share) {
    let index = 0;
    const written = Math.round(share * 1e10) / 1e10;
    while (index < data.bounds.length && written >= data.bounds[index]) { index += 1; }
    return index;
  };

  // The map's views.
  const section = byId("map-section");
  const show = function (view) {
    section.dataset.view = view;
    document.querySelectorAll("input[name=view]").forEach(function (input) { input.checked = input.value === view; });
    letters();
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
    if (parentOf(u)) { parts.push(parentOf(u)); }
    if (value(u, at.share) === null) { parts.push(statusText(u)); } else {
      parts.push(data.labels.share + " " + percent(value(u, at.share)));
      parts.push(data.labels.gap + " " + count(value(u, at.gap)));
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
    const halo = drawn(svg, "path", { class: "halo", "aria-hidden": "true" });
    const line = drawn(svg, "path", { id: id, "aria-hidden": "true" });
    return function (shape) {
      [halo, line].forEach(function (one) {
        if (shape) { one.setAttribute("d", shape); } else { one.removeAttribute("d"); }
      });
    };
  };
  const drawChosen = outline("chosen");
  const drawPointed = outline("pointed");

  // Magnification. Letters, circles and lines keep their size.
  const home = svg.viewBox.baseVal;
  const all = { x: home.x, y: home.y, width: home.width, height: home.height };
  let box = Object.assign({}, all);
  const seen = byId("seen");
  const greatest = data.magnifications[data.magnifications.length - 1];
  // The names and figures of units in a part of the map, from one magnification to another.
  const write = function (target, part, above, level) {
    target.textContent = "";
    const view = section.dataset.view;
    order.forEach(function (unit) {
      const u = units[unit];
      const place = u[at.place];
      if (!place || place[0] < part.x || place[0] > part.x + part.width || place[1] < part.y || place[1] > part.y + part.height
        || path(unit).classList.contains("out")) { return; }
      const isSeen = function (own) { return own !== null && own > above && own <= level; };
      const kind = view === "coverage" ? 2 : view === "uncovered" ? 3 : null;
      if (kind !== null && isSeen(place[kind])) {
        const figure = value(u, kind === 2 ? at.share : at.gap);
        const dark = kind === 2 && figure !== null && data.dark[classOf(figure)] ? " d" : "";
        if (figure !== null) {
          drawn(target, "text", { class: (kind === 2 ? "coverage" : "uncovered") + " figure" + dark, x: place[0], y: place[1] })
            .textContent = whole.format(figure);
        }
      }
      if (isSeen(place[4])) { drawn(target, "text", { class: "name", x: place[0], y: place[1] }).textContent = u[at.name]; }
    });
  };
  const levelOf = function (units) {
    let level = 0;
    while (level + 1 < data.magnifications.length && data.magnifications[level + 1] <= 1.02 * data.pixel / units) { level += 1; }
    return level;
  };
  // Those for which only a magnified map has room; the page brings the others.
  const insets = [];
  const letters = function () {
    write(seen, box, data.whole, Number(svg.dataset.m));
    insets.forEach(function (inset) {
      // At its edges, words would be cut off.
      const edge = 0.12 * inset.width;
      const part = { x: inset.x + edge, y: inset.y + edge, width: inset.width - 2 * edge, height: inset.height - 2 * edge };
      write(inset.letters, part, -1, inset.level);
    });
  };
  const scale = function () {
    const width = svg.clientWidth || 600;
    const height = svg.clientHeight || 600;
    const units = Math.max(box.width / width, box.height / height);
    svg.style.setProperty("--px", units);
    svg.dataset.m = levelOf(units);
  };
  let waiting = null;
  const draw = function () {
    svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
    svg.classList.toggle("zoomed", box.width < all.width);
    scale();
    clearTimeout(waiting);
    waiting = setTimeout(letters, 60);
  };
  const keep = function () {
    box.x = Math.min(Math.max(box.x, all.x), all.x + all.width - box.width);
    box.y = Math.min(Math.max(box.y, all.y), all.y + all.height - box.height);
  };
  // By a factor, around a place of the drawing that stays where it is.
  const zoom = function (factor, x, y) {
    const least = all.width / greatest;
    const width = Math.min(all.width, Math.max(least, box.width / factor));
    const by = width / box.width;
    const centre = { x: x === undefined ? box.x + box.width / 2 : x, y: y === undefined ? box.y + box.height / 2 : y };
    box = {
      x: centre.x - (centre.x - box.x) * by, y: centre.y - (centre.y - box.y) * by,
      width: width, height: box.height * by
    };
    keep();
    draw();
  };
  const zoomTo = function (x, y, side) {
    const width = Math.min(all.width, Math.max(side, side * all.width / all.height));
    box = { x: x, y: y, width: width, height: width * all.height / all.width };
    box.x = x + side / 2 - box.width / 2;
    box.y = y + side / 2 - box.height / 2;
    keep();
    draw();
  };
  const pan = function (dx, dy) {
    box.x += dx;
    box.y += dy;
    keep();
    draw();
  };
  const place = function (event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  };
  byId("zoom-in").addEventListener("click", function () { zoom(1.6); });
  byId("zoom-out").addEventListener("click", function () { zoom(1 / 1.6); });
  byId("zoom-all").addEventListener("click", function () { box = Object.assign({}, all); draw(); });
  const hint = byId("wheel");
  let hinting = null;
  svg.addEventListener("wheel", function (event) {
    // The page scrolls over a map that nobody has touched.
    if (!event.ctrlKey && !svg.classList.contains("zoomed") && !svg.contains(document.activeElement)) {
      hint.textContent = t.wheelHint;
      hint.classList.add("on");
      clearTimeout(hinting);
      hinting = setTimeout(function () { hint.classList.remove("on"); }, 1200);
      return;
    }
    event.preventDefault();
    const point = place(event);
    zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 150), point.x, point.y);
  }, { passive: false });
  // One pointer moves the map, two magnify it.
  const pointers = new Map();
  let moved = false;
  svg.addEventListener("pointerdown", function (event) {
    if (event.button !== 0) { return; }
    if (pointers.size === 0) { moved = false; }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) { moved = true; }
  });
  svg.addEventListener("pointermove", function (event) {
    const last = pointers.get(event.pointerId);
    if (!last) { return; }
    const units = Number(svg.style.getPropertyValue("--px"));
    if (pointers.size === 1) {
      const dx = event.clientX - last.x;
      const dy = event.clientY - last.y;
      if (!moved && Math.hypot(dx, dy) < 5) { return; }
      if (!svg.classList.contains("zoomed")) { return; }
      moved = true;
      svg.setPointerCapture(event.pointerId);
      pan(-dx * units, -dy * units);
    } else {
      const other = Array.from(pointers.keys()).find(function (id) { return id !== event.pointerId; });
      const anchor = pointers.get(other);
      const before = Math.hypot(last.x - anchor.x, last.y - anchor.y);
      const after = Math.hypot(event.clientX - anchor.x, event.clientY - anchor.y);
      const point = place({ clientX: anchor.x, clientY: anchor.y });
      if (before > 0 && after > 0) { zoom(after / before, point.x, point.y); }
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  ["pointerup", "pointercancel", "pointerleave"].forEach(function (name) {
    svg.addEventListener(name, function (event) { pointers.delete(event.pointerId); });
  });
  new ResizeObserver(draw).observe(svg);

  // Insets: the units that lie in them, drawn again.
  document.querySelectorAll(".inset").forEach(function (button, index) {
    const [x, y, side] = button.dataset.box.split(" ").map(Number);
    const inset = button.querySelector("svg");
    const inside = data.insets[index].filter(path);
    inside.forEach(function (unit) {
      drawn(inset, "path", { d: path(unit).getAttribute("d"), class: path(unit).getAttribute("class"), "data-unit": unit });
    });
    const circles = drawn(inset, "g", { class: "circles v uncovered" });
    inside.forEach(function (unit) {
      const circle = byId("o" + unit);
      if (!circle) { return; }
      const copy = circles.appendChild(circle.cloneNode());
      copy.removeAttribute("id");
      copy.dataset.circle = unit;
    });
    drawn(drawn(inset, "g", { class: "lines" }), "path", { class: "regions", d: document.querySelector(".lines .regions").getAttribute("d") });
    insets.push({
      x: x, y: y, width: side, height: side, level: levelOf(side / 147), letters: drawn(inset, "g", { class: "labels" })
    });
    button.addEventListener("click", function () { zoomTo(x, y, side); svg.scrollIntoView({ block: "nearest" }); });
  });

  let chosen = null;
  let pointed = null;
  let current = order.length ? order[0] : null;

  const details = byId("details");
  const describe = function (unit) {
    details.textContent = "";
    if (unit === null) { return; }
    const back = add(details, "button", t.back, "back");
    back.type = "button";
    back.addEventListener("click", function () { choose(null); });
    const u = units[unit];
    add(add(details, "p", undefined, "name"), "bdi", u[at.name]);
    add(add(details, "p", undefined, "where"), "bdi", [u[at.code], parentOf(u)].filter(Boolean).join(" · "));
    const list = add(details, "dl");
    const line = function (label, text) {
      add(list, "dt", label);
      add(list, "dd", text);
    };
    line(data.labels.status, statusText(u));
    data.lines.forEach(function (entry) {
      const own = u[entry.at];
      if (entry.only !== undefined && u[entry.only] !== 1) { return; }
      if (own !== null) {
        const upper = entry.to === undefined ? null : u[entry.to];
        line(entry.label, upper === null ? forms[entry.form](own) : one.format(own) + "–" + one.format(upper));
      } else if (u[at.share] !== null && (entry.form === "yesOrNo" || entry.form === "cluster")) {
        line(entry.label, "–");
      }
    });
    data.segments.forEach(function (label, index) {
      const own = u[at.segments][index];
      if (own && own[1] !== null && own[0]) { line(label, percent(100 * (own[0] - own[1]) / own[0]) + " · " + count(own[1])); }
    });
  };
  const tip = byId("tip");
  const showTip = function (unit, event) {
    tip.hidden = unit === null;
    if (unit === null) { return; }
    const u = units[unit];
    tip.textContent = "";
    add(add(tip, "b"), "bdi", u[at.name]);
    if (parentOf(u)) { add(tip, "div").textContent = parentOf(u); }
    if (value(u, at.share) === null) { add(tip, "div", statusText(u)); } else {
      add(tip, "div", data.labels.share + " " + percent(value(u, at.share)));
      add(tip, "div", data.labels.gap + ": " + count(value(u, at.gap)));
    }
    const edge = event ? { x: event.clientX, y: event.clientY } : path(unit).getBoundingClientRect();
    const x = Math.min(edge.x + 14, document.documentElement.clientWidth - tip.offsetWidth - 4);
    const y = edge.y + 16 + tip.offsetHeight > window.innerHeight ? edge.y - tip.offsetHeight - 8 : edge.y + 16;
    tip.style.left = Math.max(2, x) + "px";
    tip.style.top = Math.max(2, y) + "px";
  };
  const mark = function (unit, className, isOn) {
    const element = unit === null ? null : row(unit);
    if (element) { element.classList.toggle(className, isOn); }
  };
  const point = function (unit) {
    if (unit === pointed) { return; }
    mark(pointed, "pointed", false);
    pointed = unit;
    mark(unit, "pointed", true);
    const shape = unit === null ? null : path(unit);
    drawPointed(shape && shape.getAttribute("d"));
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
    const frame = byId("ranking").parentElement;
    if (!element || element.hidden || frame.scrollHeight <= frame.clientHeight) { return; }
    // Within the table's own box; the page stays where it is.
    frame.scrollTop = element.offsetTop - frame.clientHeight / 2;
  };
  // A unit of the table is looked for on the map.
  const showOnMap = function (unit) {
    const own = units[unit][at.place];
    if (own && (own[0] < box.x || own[0] > box.x + box.width || own[1] < box.y || own[1] > box.y + box.height)) {
      zoomTo(own[0] - box.width / 2, own[1] - box.height / 2, Math.min(box.width, box.height));
    }
    const frame = svg.getBoundingClientRect();
    if (frame.bottom < 120 || frame.top > window.innerHeight - 120) { section.scrollIntoView({ block: "start" }); }
  };
  const unitOf = function (target) {
    const element = target.closest && target.closest("#units path");
    return element ? Number(element.id.slice(1)) : null;
  };
  if (current !== null) { makeCurrent(current); }
  group.addEventListener("pointermove", function (event) {
    if (event.pointerType === "touch") { return; }
    const unit = unitOf(event.target);
    point(unit);
    showTip(pointers.size && moved ? null : unit, event);
  });
  group.addEventListener("pointerleave", function () { point(null); showTip(null); });
  group.addEventListener("focusin", function (event) {
    const unit = unitOf(event.target);
    if (unit === null) { return; }
    makeCurrent(unit);
    point(unit);
    if (event.target.matches(":focus-visible")) { showTip(unit); }
  });
  group.addEventListener("focusout", function () { point(null); showTip(null); });
  group.addEventListener("click", function (event) {
    const unit = unitOf(event.target);
    if (unit === null || moved) { return; }
    choose(unit === chosen ? null : unit);
    makeCurrent(unit);
    showRow(unit);
  });
  svg.addEventListener("keydown", function (event) {
    const step = 0.2 * box.width;
    const shifts = { ArrowRight: [step, 0], ArrowLeft: [-step, 0], ArrowDown: [0, step], ArrowUp: [0, -step] };
    const position = order.indexOf(current);
    const last = order.length - 1;
    const moves = {
      ArrowRight: position + 1, ArrowDown: position + 1, ArrowLeft: position - 1, ArrowUp: position - 1, Home: 0, End: last,
      PageDown: position + 10, PageUp: position - 10
    };
    if (event.shiftKey && event.key in shifts) {
      pan(shifts[event.key][0], shifts[event.key][1]);
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.6);
    } else if (event.key === "-") {
      zoom(1 / 1.6);
    } else if (event.key === "0") {
      byId("zoom-all").click();
    } else if (event.key in moves) {
      const unit = order[Math.max(0, Math.min(last, moves[event.key]))];
      path(unit).focus({ preventScroll: true });
      const own = units[unit][at.place];
      if (own && (own[0] < box.x || own[0] > box.x + box.width || own[1] < box.y || own[1] > box.y + box.height)) {
        zoomTo(own[0] - box.width / 2, own[1] - box.height / 2, Math.min(box.width, box.height));
      }
    } else if (event.key === "Enter" || event.key === " ") {
      choose(current === chosen ? null : current);
      showRow(current);
    } else if (event.key === "Escape") {
      choose(null);
    } else { return; }
    event.preventDefault();
  });

  // The table. The page brings its first rows; the others are made of the data.
  const table = byId("ranking");
  const body = table.tBodies[0];
  const headers = Array.from(table.tHead.rows[0].cells);
  const unitOfRow = function (element) { return Number(element.id.slice(1)); };
  const bar = function (cell, share) {
    if (share === null) { return; }
    add(cell, "span", undefined, "bar").style.setProperty("--v", Math.min(Math.max(share, 0), 100));
  };
  const fill = function (cell, column, unit) {
    const u = units[unit];
    cell.textContent = "";
    switch (column.form) {
      case "name": {
        const link = add(cell, "a");
        link.href = "#u" + unit;
        add(link, "bdi", u[at.name]);
        if (u[at.code]) { add(add(cell, "span", undefined, "code"), "bdi", u[at.code]); }
        break;
      }
      case "parent": add(cell, "bdi", parentOf(u) || "–"); break;
      case "share":
        bar(cell, value(u, at.share));
        cell.append(percent(value(u, at.share)));
        break;
      case "interval": {
        const low = value(u, at.low);
        const high = value(u, at.high);
        cell.textContent = low === null || high === null ? "–" : one.format(low) + "–" + one.format(high);
        break;
      }
      case "status": cell.textContent = statusText(u); break;
      default: cell.textContent = count(value(u, column.at));
    }
  };
  data.order.forEach(function (unit) {
    if (row(unit)) { return; }
    const element = body.insertRow();
    element.id = "r" + unit;
    data.table.forEach(function (column) {
      const cell = add(element, column.form === "name" ? "th" : "td", undefined, column.style);
      if (column.form === "name") { cell.scope = "row"; }
      fill(cell, column, unit);
    });
  });
  const rows = Array.from(body.rows);
  const rowOf = function (event) { return event.target.closest("tbody tr"); };
  body.addEventListener("pointerover", function (event) {
    const element = rowOf(event);
    const unit = element ? unitOfRow(element) : null;
    point(unit !== null && path(unit) ? unit : null);
  });
  body.addEventListener("pointerleave", function () { point(null); });
  body.addEventListener("focusin", function (event) {
    const unit = unitOfRow(rowOf(event));
    point(path(unit) ? unit : null);
  });
  body.addEventListener("focusout", function () { point(null); });
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[href^='#u']");
    if (!link) { return; }
    event.preventDefault();
    const unit = Number(link.hash.slice(2));
    choose(unit === chosen && link.closest("#ranking") ? null : unit);
    if (chosen !== null && path(unit)) {
      makeCurrent(unit);
      showOnMap(unit);
      showRow(unit);
    }
  });
  const collator = new Intl.Collator(locale, { numeric: true });
  const sort = function (column, direction) {
    const own = function (element) {
      const u = units[unitOfRow(element)];
      if (column === at.parent) { return parentOf(u) || null; }
      return column === at.status ? statuses.indexOf(u[column]) : value(u, column);
    };
    rows.sort(function (a, b) {
      const x = own(a);
      const y = own(b);
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

  // What is shown: by name, by group, by status, by segment. Map, table, legend and totals follow.
  const text = byId("filter");
  const status = byId("filter-status");
  const groupChoice = byId("filter-group");
  const segmentChoice = byId("filter-segment");
  // Without regard to case and accents.
  const plain = function (words) { return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); };
  const haystacks = units.map(function (u) { return plain([u[at.name], u[at.code] || "", parentOf(u)].join("\n")); });
  const membersOf = function (choice) {
    if (!choice) { return null; }
    const [depth, index] = choice.split(".").map(Number);
    const own = data.groups[depth][index].units;
    if (own) { return new Set(own); }
    const members = new Set();
    units.forEach(function (u, unit) { if (u[at.parent] === index) { members.add(unit); } });
    return members;
  };
  const recolour = function () {
    const largest = data.circle[1] || 1;
    units.forEach(function (u, unit) {
      const shape = path(unit);
      if (!shape) { return; }
      const share = value(u, at.share);
      const names = shape.getAttribute("class").split(" ").filter(function (name) { return name && !/^(c\d|n|x)$/.test(name); });
      if (share !== null) { names.push("c" + classOf(share)); } else { names.push(u[at.status] === "suppressed" || (segment !== null && u[at.share] !== null) ? "x" : "n"); }
      shape.setAttribute("class", names.join(" "));
      shape.setAttribute("aria-label", sentence(unit));
      const gap = value(u, at.gap);
      const circle = byId("o" + unit);
      if (circle) { circle.style.setProperty("--r", gap === null ? 0 : data.circle[0] * Math.sqrt(gap / largest)); }
      document.querySelectorAll(".l" + unit).forEach(function (label) {
        if (label.classList.contains("name")) { return; }
        const figure = label.classList.contains("coverage") ? share : gap;
        label.textContent = figure === null ? "" : whole.format(figure);
        label.classList.toggle("d", label.classList.contains("coverage") && figure !== null && Boolean(data.dark[classOf(figure)]));
      });
    });
    const changing = data.table.map(function (column, index) {
      return column.form === "name" || column.form === "parent" || column.form === "status" ? null : index;
    }).filter(function (index) { return index !== null; });
    rows.forEach(function (element) {
      changing.forEach(function (index) { fill(element.cells[index], data.table[index], unitOfRow(element)); });
    });
    const sorted = headers.find(function (header) { return header.hasAttribute("aria-sort"); });
    if (sorted) { sort(Number(sorted.dataset.column), sorted.getAttribute("aria-sort") === "ascending" ? 1 : -1); }
  };
  const filter = function () {
    const wanted = plain(text.value.trim());
    const members = groupChoice ? membersOf(groupChoice.value) : null;
    const isFiltered = wanted || members || status.value;
    const sum = { shown: 0, known: 0, eligible: 0, gap: 0 };
    rows.forEach(function (element) {
      const unit = unitOfRow(element);
      const u = units[unit];
      const isShown = haystacks[unit].includes(wanted) && (!members || members.has(unit))
        && (!status.value || u[at.status] === status.value);
      element.hidden = !isShown;
      [path(unit), byId("o" + unit)].forEach(function (shape) {
        if (shape) { shape.classList.toggle("out", !isShown); }
      });
      if (!isShown) { return; }
      sum.shown += 1;
      if (value(u, at.gap) !== null && value(u, at.eligible) !== null) {
        sum.known += 1;
        sum.eligible += value(u, at.eligible);
        sum.gap += value(u, at.gap);
      }
    });
    document.querySelectorAll(".labels [class*=' l']").forEach(function (label) {
      const own = /(?:^| )l(\d+)(?: |$)/.exec(label.getAttribute("class"));
      if (own) { label.classList.toggle("gone", Boolean(isFiltered) && path(Number(own[1])).classList.contains("out")); }
    });
    document.querySelectorAll(".inset path[data-unit]").forEach(function (shape) {
      shape.setAttribute("class", path(Number(shape.dataset.unit)).getAttribute("class"));
    });
    document.querySelectorAll(".inset [data-circle]").forEach(function (copy) {
      const circle = byId("o" + copy.dataset.circle);
      copy.setAttribute("class", circle.getAttribute("class") || "");
      copy.setAttribute("style", circle.getAttribute("style"));
    });
    byId("no-rows").hidden = sum.shown > 0;
    const isAll = !isFiltered && segment === null;
    byId("filter-count").textContent = isAll ? "" : t.filterCount
      .replace("{shown}", whole.format(sum.shown)).replace("{all}", whole.format(rows.length))
      .replace("{eligible}", whole.format(sum.eligible)).replace("{gap}", whole.format(sum.gap))
      .replace("{share}", sum.eligible ? percent(100 * (sum.eligible - sum.gap) / sum.eligible) : "–");
    document.querySelectorAll(".legend li[data-class]").forEach(function (entry) {
      const number = group.querySelectorAll("path." + entry.dataset.class + ":not(.out)").length;
      entry.querySelector(".value").textContent = whole.format(number);
    });
    letters();
  };
  // On a telephone the map comes first.
  text.closest("details").open = !window.matchMedia("(max-width:34rem)").matches;
  text.addEventListener("input", filter);
  status.addEventListener("change", filter);
  // A part that is chosen fills the map.
  const chooseGroup = function () {
    const members = membersOf(groupChoice.value);
    const boxes = members ? order.filter(function (unit) { return members.has(unit); }).map(function (unit) { return path(unit).getBBox(); }) : [];
    if (boxes.length) {
      const x = Math.min.apply(null, boxes.map(function (own) { return own.x; }));
      const y = Math.min.apply(null, boxes.map(function (own) { return own.y; }));
      const right = Math.max.apply(null, boxes.map(function (own) { return own.x + own.width; }));
      const bottom = Math.max.apply(null, boxes.map(function (own) { return own.y + own.height; }));
      const width = 1.08 * Math.max(right - x, (bottom - y) * all.width / all.height, all.width / greatest);
      const height = width * all.height / all.width;
      box = { x: (x + right - width) / 2, y: (y + bottom - height) / 2, width: Math.min(width, all.width), height: Math.min(height, all.height) };
      keep();
    } else { box = Object.assign({}, all); }
    draw();
    filter();
  };
  if (groupChoice) { groupChoice.addEventListener("change", chooseGroup); }
  const chooseSegment = function () {
    segment = segmentChoice.value === "" ? null : Number(segmentChoice.value);
    rankAgain();
    recolour();
    filter();
  };
  if (segmentChoice) { segmentChoice.addEventListener("change", chooseSegment); }
  const form = text.form;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    setTimeout(function () {
      if (segment !== null) { chooseSegment(); }
      if (groupChoice) { chooseGroup(); } else { filter(); }
    }, 0);
  });
  document.querySelectorAll("button[data-group]").forEach(function (button) {
    button.addEventListener("click", function () {
      groupChoice.value = groupChoice.value === button.dataset.group ? "" : button.dataset.group;
      chooseGroup();
    });
  });

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
  draw();
})();
