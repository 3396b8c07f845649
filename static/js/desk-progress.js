// Keeps the page of a running import up to date, and shows the outcome when it has ended.
const page = document.querySelector("[data-progress]");
const put = (selector, text) => {
  const place = page.querySelector(selector);
  if (place) place.textContent = text;
};

async function look() {
  const answer = await fetch(page.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const now = await answer.json();
  if (now.ended) return location.reload();
  put("[data-done]", now.done.toLocaleString());
  put("[data-rate]", now.rate.toLocaleString());
  page.querySelector("[data-bar]").value = now.share;
  for (const [outcome, number] of Object.entries(now.counts)) put(`[data-count="${outcome}"]`, number.toLocaleString());
  setTimeout(again, 1000);
}

// A server that is away for a moment must not end the watching.
const again = () => look().catch(() => setTimeout(again, 5000));

again();
