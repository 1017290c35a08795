using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>A visit from registration to cancellation, over HTTP.</summary>
public sealed class SettlementTests
{
    [Fact]
    public async Task A_visit_is_registered_priced_settled_and_cancelled_and_every_fen_comes_back()
    {
        var store = new WatchedJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(100m);

        var pre = await town.Ask("2206", Town.Settlement(visit, 100m));
        var settled = await town.Ask("2207", Town.Settlement(visit, 100m));
        var cancelled = await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));
        await store.Written("person.hold_returned.2", 1);

        Assert.Equal(50m, Amount(pre, "acct_mulaid_pay"));
        Assert.Equal(0m, Amount(settled, "balc"));
        Assert.Equal(-100m, Amount(cancelled, "acct_pay"));
        Assert.Equal(50m, Amount(cancelled, "balc"));
        Assert.Equal(50m, await town.Balance(Town.Patient));
        Assert.Equal(500m, await town.Balance(Town.Funder));
    }

    [Fact]
    public async Task A_settlement_that_is_refused_leaves_the_batch_open_for_the_lines_that_it_lacks()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(400m);

        var refused = await town.Send("2207", Town.Settlement(visit, 500m));
        var line = Town.Fee(visit, 100m, line: "2");
        await town.Ask("2204", new() { ["feedetail"] = new JsonArray(line) });
        var settled = await town.Ask("2207", Town.Settlement(visit, 500m));

        Assert.StartsWith("[gateway.total_differs]", (string?)refused["err_msg"], StringComparison.Ordinal);
        Assert.Equal(150m, Amount(settled, "hifp_pay"));
    }

    [Fact]
    public async Task Why_the_pool_and_relatives_pay_nothing_is_told_in_both_languages()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m, Town.Resident);

        var settled = await town.Ask("2207", Town.Settlement(visit, 60m, Town.Resident));

        var reasons = settled["reasons"]!.AsArray();
        Assert.Equal(
            ["pool.no_benefit_here", "account.none", "aid.no_binding"],
            reasons.Select(static reason => (string)reason!["code"]!));
        Assert.All(reasons, static reason => Assert.NotEqual("", (string)reason!["zh"]!));
        Assert.All(reasons, static reason => Assert.NotEqual("", (string)reason!["en"]!));
    }

    [Fact]
    public async Task What_a_standing_settlement_forbids_names_the_settlement()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m));
        var settlement = (string)settled["setlinfo"]!["setl_id"]!;
        var batch = new JsonObject { ["mdtrt_id"] = visit, ["psn_no"] = Town.Patient, ["chrg_bchno"] = "1" };

        var fees = await town.Send("2205", new() { ["data"] = batch });
        var registration = await town.Send("2202", new()
        {
            ["data"] = new JsonObject { ["mdtrt_id"] = visit, ["psn_no"] = Town.Patient, ["ipt_otp_no"] = "M0001" },
        });

        Assert.All((JsonObject[])[fees, registration], answer => Assert.EndsWith(
            $"(setl_id={settlement})", (string?)answer["err_msg"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pre_settlement_says_what_settlement_does_and_books_nothing()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        string[] theirOwn = ["setl_id", "medins_setl_id"];

        var pre = await town.Ask("2206A", Town.Settlement(visit, 60m));
        var balance = await town.Balance(Town.Patient);
        var settled = await town.Ask("2207A", Town.Settlement(visit, 60m));

        Assert.Equal(50m, balance);
        Assert.Null(pre["setlinfo"]!["setl_id"]);
        foreach (var name in theirOwn)
        {
            pre["setlinfo"]!.AsObject().Remove(name);
            settled["setlinfo"]!.AsObject().Remove(name);
        }
        Assert.True(JsonNode.DeepEquals(pre, settled), $"{pre}\n{settled}");
    }

    [Fact]
    public async Task A_settlement_is_found_again_by_its_id_and_says_when_it_was_cancelled()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m));
        var query = Town.Cancellation(settled["setlinfo"]!);

        var standing = await town.Ask("5203", query.DeepClone().AsObject());
        await town.Ask("2208", query.DeepClone().AsObject());
        var cancelled = await town.Ask("5203", query.DeepClone().AsObject());

        Assert.Equal("0", (string?)standing["setlinfo"]!["refd_setl_flag"]);
        Assert.Equal("1", (string?)cancelled["setlinfo"]!["refd_setl_flag"]);
        Assert.Equal(60m, Amount(standing, "psn_pay"));
        Assert.Equal("西安市第一医院", (string?)standing["setlinfo"]!["fixmedins_name"]);
    }

    [Fact]
    public async Task Another_institution_can_neither_read_nor_cancel_a_settlement()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m));
        var named = Town.Cancellation(settled["setlinfo"]!);

        var read = await town.Send("5203", named.DeepClone().AsObject(), institution: Town.OtherHospital);
        var cancelled = await town.Send("2208", named.DeepClone().AsObject(), institution: Town.OtherHospital);

        Assert.StartsWith("[gateway.other_institution]", (string?)read["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[gateway.other_institution]", (string?)cancelled["err_msg"], StringComparison.Ordinal);
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_registration_with_a_standing_settlement_is_not_cancelled()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m));
        JsonObject Cancel() => new()
        {
            ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit, ["ipt_otp_no"] = "M0001" },
        };

        var refused = await town.Send("2202", Cancel());
        await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));
        var done = await town.Ask("2202", Cancel());

        Assert.StartsWith("[visit.settlement_stands]", (string?)refused["err_msg"], StringComparison.Ordinal);
        Assert.Empty(done);
    }

    [Fact]
    public async Task Fee_lines_that_were_taken_back_can_be_sent_again_with_other_amounts()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var cancel = new JsonObject
        {
            ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit, ["chrg_bchno"] = "0000" },
        };

        await town.Ask("2205", cancel);
        await town.Ask("2204", new() { ["feedetail"] = Town.Fee(visit, 12.34m) });
        var settled = await town.Ask("2207", Town.Settlement(visit, 12.34m));

        Assert.Equal(12.34m, Amount(settled, "medfee_sumamt"));
    }

    [Fact]
    public async Task Without_the_account_flag_nobody_s_account_pays()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);

        var settled = await town.Ask("2207", Town.Settlement(visit, 60m, account: "0"));

        Assert.Equal(60m, Amount(settled, "psn_cash_pay"));
        Assert.Equal(0m, Amount(settled, "acct_pay"));
        Assert.Empty(settled["setldetail"]!.AsArray());
    }

    [Fact]
    public async Task The_trace_comes_only_when_it_is_asked_for()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(300m);
        var asked = Town.Settlement(visit, 300m);
        asked["data"]!["gongji_trace"] = "1";

        var plain = await town.Ask("2206", Town.Settlement(visit, 300m));
        var traced = await town.Ask("2206", asked);

        Assert.Equal("", (string?)plain["setldetail"]![0]!["setl_proc_info"]);
        Assert.Contains("deductible", (string?)traced["setldetail"]![0]!["setl_proc_info"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_special_examination_is_paid_by_its_own_benefit_and_not_by_the_ordinary_one()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(350m, item: "002103000010000");

        var settled = await town.Ask("2207", Town.Settlement(visit, 350m, account: "0"));

        Assert.Equal((245m, 105m, 0m), (
            Amount(settled, "hifp_pay"), Amount(settled, "psn_cash_pay"), Amount(settled, "act_pay_dedc")));
    }

    [Fact]
    public async Task A_pharmacy_purchase_is_settled_in_one_message_and_cancelled()
    {
        await using var town = await Town.Build();

        var pre = await town.Ask("2101", Town.Purchase(40m), institution: Town.Pharmacy);
        var settled = await town.Ask("2102", Town.Purchase(40m), institution: Town.Pharmacy);
        var cancelled = await town.Ask("2103", Town.Cancellation(settled["setlinfo"]!), institution: Town.Pharmacy);

        Assert.Equal(40m, Amount(pre, "acct_pay"));
        Assert.Equal("41", (string?)settled["setlinfo"]!["med_type"]);
        Assert.NotEmpty((string)settled["setlinfo"]!["mdtrt_id"]!);
        Assert.Equal(40m, (decimal)settled["detlcutinfo"]![0]!["inscp_scp_amt"]!);
        Assert.Equal(-40m, Amount(cancelled, "medfee_sumamt"));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    static decimal Amount(JsonObject output, string field) => (decimal)output["setlinfo"]![field]!;
}
