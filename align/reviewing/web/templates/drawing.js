/* Draws what changed since the draft before, and what was said when and by whom. */
import { build } from "./state.js";

const WRITING = 10 * 60 * 1000;
const TAGS = { kept: "span", dropped: "del", added: "ins" };
const when = new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

const drawPieces = (pieces) => pieces.map(({ edit, text }) => build(TAGS[edit], { textContent: text }));
const rest = (pieces, left) => pieces.filter(({ edit }) => edit !== left);

function drawSide(label, pieces) {
  if (!pieces || !pieces.length) return null;
  const column = (title, shown) => build("div", {}, build("h4", { textContent: title }), build("p", {}, ...drawPieces(shown)));
  return build("div", { className: "edits" }, column(`${label}（上一稿）`, rest(pieces, "added")), column(`${label}（本稿）`, rest(pieces, "dropped")));
}

export function drawChange({ change }) {
  if (!change) return [];
  const was = change.verdict ? `上一稿机审：${change.verdict}。` : "";
  return [build("section", { className: "change" },
    build("h3", { textContent: `与上一稿相比：${change.label}` }),
    build("p", { className: "note", textContent: was + "请重新判定。" }),
    drawSide("上级", change.upper), drawSide("本级", change.lower))];
}

/* What each reviewer holds, where it has to be seen at once: they differ, or it was said of another draft. */
export function drawSides({ standing, decisions }) {
  if (standing !== "有分歧" && standing !== "待复核") return [];
  const title = standing === "有分歧" ? "各人的结论" : "上一稿的结论";
  const lines = decisions.map(({ reviewer, label, comment, reason }) => {
    const said = [reason, comment].filter(Boolean).map((text) => "　" + text).join("");
    return build("p", {}, build("b", { textContent: `${reviewer}：${label || "未定"}` }), said);
  });
  return [build("section", { className: standing === "有分歧" ? "sides" : "change" }, build("h3", { textContent: title }), ...lines)];
}

function nameDeed({ withdrawn, label, final }) {
  if (withdrawn !== undefined) return `撤销${withdrawn ? "：" + withdrawn : ""}`;
  return (label || "未定") + (final ? "（合议）" : "");
}

function drawEvent(event) {
  const head = [when.format(new Date(event.time)), event.reviewer, event.draft, event.via].filter(Boolean).join("　");
  const texts = [["理由", event.reason], ["意见", event.comment], ["建议文字", event.wording], ["改用语句", event.picked]]
    .filter(([, text]) => text)
    .map(([title, text]) => build("p", { textContent: `${title}：${text}` }));
  const deed = build("b", { textContent: nameDeed(event) });
  return build("li", {}, build("p", {}, deed, build("span", { className: "where", textContent: "　" + head })), ...texts);
}

/* Saved again while it was being written: the same verdict of the same reviewer, a few minutes before. */
function isOvertaken(event, newer) {
  return Boolean(newer) && ["draft", "label", "final"].every((key) => event[key] === newer[key])
    && event.withdrawn === undefined && newer.withdrawn === undefined && new Date(newer.time) - new Date(event.time) < WRITING;
}

export function drawHistory({ history: all }) {
  const history = all.filter((event, place) => !isOvertaken(event, all.slice(0, place).findLast((each) => each.reviewer === event.reviewer)));
  if (!history.length) return [];
  return [build("h3", { textContent: `复核经过（${history.length}）` }), build("ol", { className: "history" }, ...history.map(drawEvent))];
}
