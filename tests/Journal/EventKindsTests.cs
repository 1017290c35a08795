using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.People.Enrolment;

namespace Gongji.Tests.Journal;

public sealed class EventKindsTests
{
    [Fact]
    public void An_event_with_a_null_in_it_is_read_back()
    {
        var bound = new CredentialBound(PersonNo.Of("P1"), Until: null);
        var (kind, body) = EventKinds.Encode(Some.Grain("credential/c"), bound);

        var read = EventKinds.Decode(Some.Entry("credential/c", 1) with { Kind = kind, Body = body });

        Assert.Equal(bound, read.Event);
    }

    [Fact]
    public void A_null_where_the_ledger_knows_none_is_not_written()
    {
        var enrolled = new Enrolled(PersonNo.Of("P1"), Insurance: null!, SealedIdentity: "");

        Assert.Throws<JsonException>(() => EventKinds.Encode(Some.Grain("person/P1"), enrolled));
    }

    [Theory]
    [InlineData("H61/9001/1", null, null)]
    [InlineData(null, "d", null)]
    [InlineData(null, null, """{"role":"insured","channel":"mobile"}""")]
    public void Half_of_an_operation_is_not_read(string? operation, string? digest, string? actor)
    {
        var (kind, body) = EventKinds.Encode(
            Some.Grain("credential/c"), new CredentialBound(PersonNo.Of("P1"), Until: null));
        var entry = Some.Entry("credential/c", 1) with
        {
            Kind = kind,
            Operation = operation,
            Digest = digest,
            Actor = actor,
            Body = body,
        };

        Assert.Throws<JsonException>(() => EventKinds.Decode(entry));
    }
}
