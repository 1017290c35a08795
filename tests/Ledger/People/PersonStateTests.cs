using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger.People;

public sealed class PersonStateTests
{
    [Fact]
    public void An_event_that_no_role_of_a_person_knows_is_named()
    {
        var state = Roles.Enrolled("2026:100");

        var error = Assert.Throws<InvalidOperationException>(() => Roles.Apply(state, new Unheard()));

        Assert.Contains(nameof(Unheard), error.Message, StringComparison.Ordinal);
    }

    sealed record Unheard : IGrainEvent;
}
