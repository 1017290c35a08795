namespace Gongji.Tests.Shape;

public sealed class SourceTests
{
    const string Code = """"
        namespace A; // { in a comment
        sealed class B(int c)
        {
            readonly Dictionary<char, string> _d = new() { ['{'] = "}", };
            int E { get; } = 1;

            /* } */ void F()
            {
                G("{", """ } " """, @"\", '"');
            }

            static int G(params object[] o) => o.Length
                + 1;

            enum H
            {
                I,
            }

            B() : this(1)
            {
            }
        }
        """";

    [Fact]
    public void A_scan_finds_methods_and_their_lengths()
    {
        var methods = Source.Methods(Source.Bare(Code)).Select(static m => (m.Header, m.Line, m.Lines));

        Assert.Equal(
            [("void F()", 7, 4), ("static int G(params object[] o)", 12, 2), ("B() : this(1)", 20, 3)],
            methods);
    }
}
