"use strict";
async function logIn(event) {
  event.preventDefault();
  const field = (id) => document.getElementById(id);
  const problem = field("problem");
  problem.textContent = "";
  try {
    const answer = await fetch("/log-in", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Plan-Align": "1" },
      body: JSON.stringify({ name: field("name").value, password: field("password").value }),
    });
    if (answer.ok) location.replace("/");
    else problem.textContent = (await answer.json()).error;
  } catch {
    problem.textContent = "连接不上程序，请稍后再试。";
  }
}
document.querySelector("form").addEventListener("submit", logIn);
