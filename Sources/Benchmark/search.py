"""Asks two searches of the same site in a browser: how many bytes a query loads, and how far up the right page stands. Prints a table.

    search.py LARGE_SITE SAMPLE_SITE QUESTIONS

Both sites have our index and Pagefind's. A query is asked on a fresh page, so that nothing is loaded already; the programs themselves are not counted.
"""

import functools
import http.server
import pathlib
import re
import statistics
import sys
import threading

from playwright.sync_api import sync_playwright

RESULTS = 8


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def ask_ours(page, site, query):
    page.goto(f"{site}/search/index.html")
    page.locator("#site-search").fill(query)
    for _ in range(200):
        if page.evaluate("document.querySelector('.site-search [role=status]').textContent"):
            break
        page.wait_for_timeout(20)
    return page.evaluate("[...document.querySelectorAll('[role=option]')].map((option) => new URL(option.dataset.url, location).href)")


def ask_pagefind(page, site, query):
    page.goto(f"{site}/search/index.html")
    return page.evaluate(
        """async ([site, query, count]) => {
          const pagefind = await import(`${site}/pagefind/pagefind.js`);
          const found = await pagefind.search(query);
          const results = await Promise.all(found.results.slice(0, count).map((result) => result.data()));
          return results.map((result) => new URL(result.url, site).href);
        }""",
        [site, query, RESULTS],
    )


ENGINES = {
    "ours": (ask_ours, lambda path: "/assets/search/" in path),
    "Pagefind": (ask_pagefind, lambda path: re.search(r"/pagefind/.*(pf_\w+|pagefind-entry\.json)$", path)),
}


def asked(browser, site, engine, query):
    """The pages found, each once, and how many bytes of the index came for them."""
    ask, is_index = ENGINES[engine]
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    loaded = []
    page.on("response", lambda answer: loaded.append(answer) if is_index(answer.url.split("?")[0]) else None)
    urls = ask(page, site, query)
    count = sum(len(answer.body()) for answer in loaded)
    context.close()
    pages = [url.split("#")[0].removeprefix(site + "/") for url in urls]
    return list(dict.fromkeys(pages)), count


def questions(path):
    lines = [line.split("\t") for line in pathlib.Path(path).read_text().splitlines() if line and not line.startswith("#")]
    return [(query, {answer.split("#")[0] for answer in answers.split(" ")}) for query, answers in lines]


def large_queries(folder):
    """Words of titles of pages all over the site."""
    pages = sorted(pathlib.Path(folder).glob("section-*/page-*.html"))
    titles = [re.search(r"<title>(.*?) ·", page.read_text())[1] for page in pages[:: max(1, len(pages) // 60)][:60]]
    return [" ".join(title.split(" ")[3:]) for title in titles]


def measure(browser, engine, large, sample, queries, wanted):
    sizes = [asked(browser, large, engine, query)[1] for query in queries]
    ranks = []
    for query, answers in wanted:
        pages, _ = asked(browser, sample, engine, query)
        ranks.append(next((1 / (rank + 1) for rank, page in enumerate(pages) if page in answers), 0))
    return sizes, ranks


def main(large_folder, sample_folder, path):
    queries, wanted = large_queries(large_folder), questions(path)
    large, sample = serve(large_folder), serve(sample_folder)
    print(f"| answering | median bytes a query | most | mean reciprocal rank | first | found among {RESULTS} |\n|---|--:|--:|--:|--:|--:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        for engine in ENGINES:
            sizes, ranks = measure(browser, engine, large, sample, queries, wanted)
            first, found = sum(rank == 1 for rank in ranks), sum(rank > 0 for rank in ranks)
            mean = statistics.mean(ranks)
            print(f"| {engine} | {statistics.median(sizes):.0f} | {max(sizes)} | {mean:.3f} | {first} | {found} |")
        browser.close()
    print(f"\n{len(queries)} queries to the large site, {len(wanted)} questions with known answers to our own; a page counts, whichever of its headings is named.")


main(*sys.argv[1:])
