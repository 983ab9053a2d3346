import Foundation

/// The same pages for Hugo, with a theme that does what can be compared: section navigation, breadcrumbs, a contents list, previous and next, tags, feeds,
/// a site map, highlighted code, and links that are checked.
struct HugoSite {
  /// The folder of the site.
  let folder: URL

  /// Where the pages are.
  var content: URL { folder.appending(path: "content") }
  /// The style sheet.
  var style: URL { folder.appending(path: "static/site.css") }

  /// Writes the theme and the pages.
  func write(_ corpus: Corpus, style text: Data) throws {
    try corpus.write(to: content, index: "_index.md")
    for (path, text) in HugoSite.theme {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try FileManager.default.createDirectory(at: style.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: style)
  }

  private static let theme = [
    "hugo.toml": """
    baseURL = "https://example.org/"
    title = "Benchmark"
    uglyURLs = true
    enableRobotsTXT = true
    [taxonomies]
    tag = "tags"
    [outputs]
    home = ["html", "rss"]
    section = ["html", "rss"]
    taxonomy = ["html"]
    term = ["html"]
    [services.rss]
    limit = 20
    [markup.highlight]
    noClasses = false
    """,
    "layouts/_default/_markup/render-link.html": """
    {{- $url := urls.Parse .Destination -}}
    {{- if and (not $url.Scheme) $url.Path -}}
    {{- with .PageInner.GetPage $url.Path -}}
    <a href="{{ .RelPermalink }}{{ with $url.Fragment }}#{{ . }}{{ end }}">{{ $.Text }}</a>
    {{- else -}}
    {{- errorf "%s: no page %s" .Page.File.Path .Destination -}}
    {{- end -}}
    {{- else -}}
    <a href="{{ .Destination }}">{{ .Text }}</a>
    {{- end -}}
    """,
    "layouts/_default/baseof.html": """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{ .Title }} · {{ site.Title }}</title><meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
    <link rel="stylesheet" href="/site.css">
    {{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .RelPermalink }}">{{ end }}
    <meta property="og:title" content="{{ .Title }}"><meta property="og:type" content="article"></head>
    <body><header><a href="/index.html">{{ site.Title }}</a><nav>{{ partialCached "sections.html" . }}</nav></header>
    <nav aria-label="Breadcrumbs"><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol></nav>
    {{ with .CurrentSection }}<nav aria-label="Section">{{ partialCached "section.html" . .RelPermalink }}</nav>{{ end }}
    <main>{{ block "main" . }}{{ end }}</main><footer>Built by Hugo</footer></body></html>
    """,
    "layouts/partials/sections.html": """
    <ul>{{ range first 8 site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
    """,
    "layouts/partials/section.html": """
    <ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
    """,
    "layouts/_default/single.html": """
    {{ define "main" }}<article>{{ .Content }}</article>
    <aside>{{ .TableOfContents }}</aside>
    {{ with .GetTerms "tags" }}<ul>{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}
    <nav>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
    {{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
    {{ end }}
    """,
    "layouts/_default/list.html": """
    {{ define "main" }}<article>{{ .Content }}</article>
    <ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>{{ end }}</ul>{{ end }}
    """,
  ]
}
