using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Ledger.Credentials;

namespace Gongji.Tests.Journal;

public sealed class EventKindsTests
{
    [Fact]
    public void An_event_with_a_null_in_it_is_read_back()
    {
        var bound = new CredentialBound(PersonNo.Of("P1"), Until: null, Digest: "d");
        var (kind, body) = EventKinds.Encode(bound);

        var read = EventKinds.Decode(Some.Entry("credential/c", 1) with { Kind = kind, Body = body });

        Assert.Equal(bound, read.Event);
    }

    [Fact]
    public void A_null_where_the_ledger_knows_none_is_not_written()
    {
        var bound = new CredentialBound(PersonNo.Of("P1"), Until: null, Digest: null!);

        Assert.Throws<JsonException>(() => EventKinds.Encode(bound));
    }
}
