import Testing

@testable import Cartography

@Suite struct MarkupTests {
  @Test func signsOfMarkupAreEscapedScalarByScalar() {
    #expect(MarkupText.escaped(#"<a b="c">&'"#) == "&lt;a b=&#34;c&#34;&gt;&amp;&#39;")
    // With an accent behind it a quotation mark is another character, and ends an attribute all the same.
    #expect(MarkupText.escaped("\"\u{301}<\u{338}") == "&#34;\u{301}&lt;\u{338}")
    #expect(MarkupText.escaped("a\u{0}\u{1b}\u{ffff}b\n\tc\r\n") == "ab&#10;&#9;c&#13;&#10;")
    #expect(MarkupText.escaped("\u{202e}Kutai 地") == "\u{202e}Kutai 地")
  }

  @Test func templatesEscapeWhatGoesIntoThem() throws {
    let templates = try MarkupTemplates([
      "inner": Array(#"<b title="{{name}}"/>"#.utf8), "outer": Array("<a>{{#list}}{{>inner}}{{/list}}</a>".utf8),
    ])
    let text = templates.text("outer", ["list": [["name": "\"\u{301}"], ["name": "<&>"]]])
    #expect(text == "<a><b title=\"&#34;\u{301}\"/><b title=\"&lt;&amp;&gt;\"/></a>")
  }
}
