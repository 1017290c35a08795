using System.Text.Json.Nodes;
using Gongji.Client.Calls;
using Gongji.Credentials;
using static Gongji.Tests.Nhsa.Tokens;

namespace Gongji.Tests.Nhsa;

/// <summary>A clerk who lost the answer presses again, and the medical code is used or over by then.</summary>
public sealed class UsedTokenTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task A_batch_is_told_as_settled_also_to_who_shows_the_token_that_settled_it(int secondsLater)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1");
        var (first, second) = (town.NewMsgId(), town.NewMsgId());
        var settled = await town.Ask("2207", Settlement(visit, token), first);
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(secondsLater);

        var pressed = await town.Send("2207", Settlement(visit, token), second);
        var repeated = await town.Send("2207", Settlement(visit, token), second);
        var quoted = await town.Send("2206", Settlement(visit, token));
        var inCash = Settlement(visit, token);
        inCash["data"]!["acct_used_flag"] = "0";
        var otherwise = await town.Send("2207", inCash);

        Assert.All([pressed, repeated, quoted], answer =>
        {
            Assert.True(JsonNode.DeepEquals(settled, answer["output"]), $"{answer}");
            Assert.Contains($"2207/{first}", (string?)answer["warn_msg"], StringComparison.Ordinal);
        });
        Assert.Equal("[settle.batch_settled_already]", CodeOf(otherwise));
        Assert.Contains(
            (string)settled["setlinfo"]!["setl_id"]!, (string?)otherwise["err_msg"], StringComparison.Ordinal);
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_batch_whose_settlement_was_undone_is_not_settled_by_a_token_that_is_used()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var token = await Issue(town, "t1");
        var (first, pressed) = (town.NewMsgId(), town.NewMsgId());
        var settled = await town.Ask("2207", Settlement(visit, token, 40m), first);
        await town.Ask("2207", Settlement(visit, token, 40m), pressed);
        await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));

        var again = await town.Send("2207", Settlement(visit, token, 40m));
        var told = await town.Send("2207", Settlement(visit, token, 40m), pressed);

        Assert.Equal("[credential.used]", CodeOf(again));
        Assert.Contains($"2207/{first}", (string?)again["err_msg"], StringComparison.Ordinal);
        Assert.Equal("[operation.undone]", CodeOf(told));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task Another_institution_hears_nothing_of_what_a_token_settled(int secondsLater)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1");
        await town.Ask("2207", Settlement(visit, token));
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(secondsLater);

        var elsewhere = await town.Send("2207", Settlement(visit, token), institution: Town.OtherHospital);
        var quoted = await town.Send("2206", Settlement(visit, token), institution: Town.OtherHospital);

        var code = secondsLater == 0 ? "[credential.used]" : "[credential.expired]";
        Assert.Equal((code, code), (CodeOf(elsewhere), CodeOf(quoted)));
        Assert.EndsWith("(mdtrt_cert_no)", (string?)elsewhere["err_msg"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task A_lost_registration_or_purchase_is_found_by_the_message_that_used_the_token(int secondsLater)
    {
        await using var town = await Town.Build();
        var token = await Issue(town, "t1");
        var (registering, buying) = (town.NewMsgId(), Town.Pharmacy + town.NewMsgId()[12..]);
        var registered = await town.Ask("2201", Registration(token), registering);
        var other = await Issue(town, "t2");
        await town.Ask("2102", Purchase(other), buying, Town.Pharmacy);
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(secondsLater);

        var pressed = await town.Send("2201", Registration(token));
        var repeated = await town.Ask("2201", Registration(token), registering);
        var bought = await town.Send("2102", Purchase(other), institution: Town.Pharmacy);
        await town.Ask("2601", Town.Reversal(buying, "2102"), institution: Town.Pharmacy);

        Assert.EndsWith(
            $"(msgid={Town.Hospital}/2201/{registering})", (string?)pressed["err_msg"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(registered, repeated), $"{repeated}");
        Assert.EndsWith($"(msgid={Town.Pharmacy}/2102/{buying})", (string?)bought["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("2201")]
    [InlineData("2207")]
    [InlineData("2102")]
    public async Task A_token_that_becomes_another_persons_before_it_is_used_speaks_for_nobody_else(string infno)
    {
        var calls = new AfterLook();
        await using var town = await Town.Build(calls: calls.Over);
        var visit = await town.Visit(5m);
        var token = await Issue(town, "t1");
        var message = MessageOf(town, infno, visit, 5m, "1", token);
        calls.Then(() =>
        {
            town.App.Clock.Now = FixedClock.Morning.AddSeconds(61);
            return town.Bind(Town.Funder, "1", token, FixedClock.Morning.AddSeconds(120));
        });

        var answer = await town.App.Send(message);

        Assert.Equal("[credential.other_person]", CodeOf(answer));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    /// <summary>Lets something happen once, when a credential was looked at.</summary>
    sealed class AfterLook : ICalls
    {
        ICalls? _to;
        Func<Task>? _then;

        public AfterLook Over(ICalls calls)
        {
            _to = calls;
            return this;
        }

        public void Then(Func<Task> act) => _then = act;

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            var answer = await _to!.Call(key, call);
            if (typeof(TGrain) == typeof(ICredential) && Interlocked.Exchange(ref _then, null) is { } act)
            {
                await act();
            }
            return answer;
        }
    }
}
