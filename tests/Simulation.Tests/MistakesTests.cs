using Gongji.People;
using Gongji.Tests.Simulation;
using Request = Gongji.Tests.Simulation.Request;

namespace Gongji.Tests.SimulationTests;

public sealed class MistakesTests
{
    static readonly Refusal OfZero = Refusal.Of(PersonRefusal.AmountIsZero, "amount", "0.00");

    [Fact]
    public void A_mistake_that_is_carried_out_is_noticed()
    {
        var request = RequestThat(mustHear: OfZero.Code);

        var noticed = Record.Exception(() => Mistakes.Check(request, "it is done"));

        Assert.Contains("was to hear person.amount_is_zero", noticed?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_that_is_told_as_another_one_is_noticed()
    {
        var request = RequestThat(mustHear: Mistakes.CodeOf(PersonRefusal.YearOutOfRange));

        var noticed = Record.Exception(() => Mistakes.Check(request, OfZero));

        Assert.Contains("was to hear person.year_out_of_range", noticed?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_that_nobody_made_is_noticed()
    {
        var request = RequestThat(mustHear: null);

        var noticed = Record.Exception(() => Mistakes.Check(request, OfZero));

        Assert.Contains("without such a mistake", noticed?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_never_told_is_a_refusal_of_the_ledger()
    {
        var told = RefusalTexts.Of(typeof(Refusal).Assembly).Keys;

        Assert.Empty(Untold.Never.Keys.Concat(Untold.Seldom.Keys).Except(told));
        Assert.Empty(Untold.Never.Keys.Intersect(Untold.Seldom.Keys));
    }

    static Request RequestThat(string? mustHear) => new(OperationId.Of("c1/1"), "mistake")
    {
        MustHear = mustHear,
        Send = () => Task.FromResult<object>("unused"),
    };
}
