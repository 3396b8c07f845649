// Fills the page that is shown without a network with the stories this browser holds.
import { list } from "./offline.js";

const place = document.querySelector("[data-held]");
const stories = await list();
for (const { address, headline, day } of stories) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = headline.textContent.trim();
  link.lang = headline.lang;
  link.dir = "auto";
  const when = document.createElement("p");
  when.className = "fine";
  when.textContent = new Date(day).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  const item = document.createElement("li");
  item.append(link, when);
  place.querySelector("ul").append(item);
}
place.hidden = stories.length === 0;
