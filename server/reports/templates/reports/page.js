// The table and the map in the frame choose together.
const frame = document.querySelector('.map iframe');
const rows = new Map([...document.querySelectorAll('[data-finding]')].map((row) => [row.dataset.finding, row]));

function mark(id, scroll) {
  for (const [other, row] of rows) {
    row.classList.toggle('chosen', other === id);
    row.querySelector('button').setAttribute('aria-pressed', String(other === id));
  }
  if (scroll) rows.get(id)?.scrollIntoView({ block: 'nearest' });
}

addEventListener('message', ({ source, data }) => {
  if (source === frame?.contentWindow && data?.type === 'gegenstrom:chosen') mark(data.id, false);
});

for (const [id, row] of rows) {
  row.addEventListener('click', (event) => {
    if (event.target.closest('a')) return;
    mark(id, false);
    frame.contentWindow.postMessage({ type: 'gegenstrom:choose', id }, '*');
  });
}
