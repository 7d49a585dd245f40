"""Speaks to a model behind an OpenAI-compatible address (vLLM, Ollama, Xinference, LM Studio and the like).

The only place of the program that opens a connection, and only to the address the user gave.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from align.asking.prompts import Limits, Prompt
from align.errors import InputError, PlanAlignError

if TYPE_CHECKING:
    import httpx

KEY_VARIABLE = "PLAN_ALIGN_JUDGE_KEY"
_HOST = re.compile(r"^https?://[^/\s@]+(?:/\S*)?$")
_LONGEST_TOLD = 120
# An answer of this many bytes is no answer to our question.
_LONGEST_ANSWER = 1_000_000


class EndpointError(PlanAlignError):
    """The model did not answer; the text says why, in Chinese. ``passing`` where another attempt may succeed."""

    def __init__(self, problem: str, *, passing: bool = False) -> None:
        self.passing = passing
        super().__init__(problem)


class Endpoint:
    """A model at an address.

    Args:
        url: the address up to ``/v1``, with or without it.
        model: the name of the model; ``None`` for the first that the address offers.
        key: what the address asks for as a key, if anything.
        limits: how it may be asked.

    Raises:
        InputError: the address is none, or the extra ``llm`` is not installed.
    """

    def __init__(self, url: str, model: str | None, key: str | None, limits: Limits) -> None:
        if not _HOST.match(url):
            raise InputError(url, "不是可用的地址", "应以 http:// 或 https:// 开头，如 http://10.0.0.8:8000/v1。")
        try:
            import httpx
        except ImportError as error:
            raise InputError(url, "没有安装访问语言模型所需的组件", "请运行 pip install 'plan-align[llm]'。") from error
        self._httpx = httpx
        self._limits = limits
        self._client = httpx.Client(
            base_url=_base(url),
            timeout=limits.timeout,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            limits=httpx.Limits(max_connections=limits.parallel),
        )
        self._model = model
        self._plain = False

    def find_model(self) -> str:
        """The name of the model that is asked.

        Raises:
            EndpointError: none was named and the address names none.
        """
        if self._model is None:
            listed = self._read(self._send("GET", "models"))
            names = [entry.get("id") for entry in listed.get("data") or () if isinstance(entry, dict)]
            self._model = next((name for name in names if isinstance(name, str)), None)
        if self._model is None:
            raise EndpointError("没有列出任何模型，请用 --judge-model 指明")
        return self._model

    def ask(self, prompt: Prompt) -> str:
        """The model's answer to one question.

        Raises:
            EndpointError: there is none.
        """
        body: dict[str, Any] = {
            "model": self.find_model(),
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            "temperature": 0,
            "max_tokens": self._limits.max_tokens,
        }
        answer = self._send("POST", "chat/completions", body if self._plain else {**body, **_JSON})
        if answer.status_code == self._httpx.codes.BAD_REQUEST and not self._plain:
            # older servers know no response_format
            answer = self._send("POST", "chat/completions", body)
            self._plain = answer.is_success
        content = _content(self._read(answer))
        if not content:
            raise EndpointError("回答是空的", passing=True)
        return content

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except self._httpx.TimeoutException as error:
            raise EndpointError(f"{self._limits.timeout:.0f} 秒内没有回答", passing=True) from error
        except (self._httpx.HTTPError, self._httpx.InvalidURL) as error:
            raise EndpointError(
                f"连接不上 {self._client.base_url.netloc.decode()}（{_told(str(error))}）", passing=True
            ) from error

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        status = response.status_code
        if status in (401, 403):
            raise EndpointError(f"拒绝访问，请检查环境变量 {KEY_VARIABLE} 中的密钥")
        if not response.is_success:
            passing = status in (408, 409, 429) or status >= self._httpx.codes.INTERNAL_SERVER_ERROR
            raise EndpointError(f"返回错误 {status}（{_told(response.text)}）", passing=passing)
        try:
            data = response.json() if len(response.content) <= _LONGEST_ANSWER else None
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise EndpointError("返回的不是约定的格式")
        return data


_JSON = {"response_format": {"type": "json_object"}}


def _base(url: str) -> str:
    base = url.rstrip("/").removesuffix("/chat/completions")
    return base if re.search(r"/v\d+$", base) else f"{base}/v1"


def _content(data: dict[str, Any]) -> str | None:
    choices = data.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else None


def _told(text: str) -> str:
    """What a server said, on one short line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TOLD else line[:_LONGEST_TOLD] + "…"
