import Diagnostics
import Testing

@testable import Publishing

@Suite struct TemplatesOfTheSite {
  @Test func allCompile() throws {
    var diagnostics: [Diagnostic] = []
    #expect(SiteTemplates.compile(try repositoryTemplates(), &diagnostics) != nil)
    #expect(diagnostics.map { "\($0.file):\($0.start.line):\($0.start.column): \($0.message)" } == [])
  }

  @Test func aMissingTemplateIsReported() {
    var diagnostics: [Diagnostic] = []
    #expect(SiteTemplates.compile([], &diagnostics) == nil)
    #expect(diagnostics.first?.message == "there is no template `home`")
    #expect(diagnostics.count == 25)
  }
}
