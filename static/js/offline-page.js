// Fills the page that is shown without a network with the stories this browser holds.
import { list } from "./offline.js";

// Days are written as everywhere in the archive: 8 March 2024.
const language = document.documentElement.lang.replace(/^en$/, "en-GB");
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
  when.textContent = new Date(day).toLocaleDateString(language, { dateStyle: "long" });
  const item = document.createElement("li");
  item.append(link, when);
  place.querySelector("ul").append(item);
}
place.hidden = stories.length === 0;
