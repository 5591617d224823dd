// What is on this page is made lively; everything on it works without.

for (const [selector, setUp] of [['#search', setUpSearch], ['.reader[data-article]', setUpReader], ['#editor', setUpEditor], ['#paste', setUpPaste]]) {
  const element = document.querySelector(selector);
  if (element) setUp(element);
}
document.documentElement.classList.add('ready');
