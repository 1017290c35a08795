using System.CommandLine;
using Gongji.Program.Logs;
using Gongji.Proof.Reading;

namespace Gongji.Program.Commands;

/// <summary><c>gongji explain SETTLEMENT</c>: tells who paid what and why, and decides it again to the same
/// fen.</summary>
static class ExplainCommand
{
    public static Command Make()
    {
        var settlement = new Argument<string>("SETTLEMENT") { Description = "The settlement (setl_id)." };
        var person = new Option<string?>("--person")
        {
            Description = "The patient (psn_no); without it the whole journal is searched.",
        };
        var language = new Option<Language>("--language")
        {
            Description = "Chinese or English.",
            DefaultValueFactory = static _ => Language.Chinese,
        };
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var (policies, replace) = (Options.Policies(), Options.ReplacePacks());
        var command = new Command("explain", "Tell who paid what of a settlement and why, and decide it again.")
        {
            settlement, person, language, data, postgres, policies, replace,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var journal = Options.PlaceIn(parsed, data, postgres).JournalToRead();
            var found = await Explainer.Explain(
                journal,
                Options.PacksOf(parsed, policies, replace),
                SettlementId.Of(parsed.GetValue(settlement)!),
                parsed.GetValue(person) is { } no ? PersonNo.Of(no) : null,
                stop);
            if (found is null)
            {
                throw new UsageException($"There is no settlement '{parsed.GetValue(settlement)}'.");
            }
            Show(found, parsed.GetValue(language));
            return found.Replayed switch
            {
                Replayed.SameFen or Replayed.RulesChanged => 0,
                Replayed.Differs => 1,
            };
        });
        return command;
    }

    static void Show(Explanation found, Language language)
    {
        string Say(string chinese, string english) => language.Say(chinese, english);
        var settled = found.Settled;
        var at = found.At.ToOffset(ChinaTime.Offset);
        Console.WriteLine(
            $"{settled.Settlement}  {at:yyyy-MM-dd HH:mm:ss}  {settled.Bill.Institution.Code}  "
            + $"{Say("总额", "total")} {settled.Bill.Amounts.Total}");
        foreach (var step in settled.Trace)
        {
            Console.WriteLine($"  {TraceText.Of(step, language)}  [{step.Rule} {step.Version}]");
        }
        Console.WriteLine($"  {Say("统筹基金", "pooled fund")} {settled.PoolPay}");
        foreach (var part in settled.Own)
        {
            Console.WriteLine($"  {Say("个人账户", "own account")} {part.Year}: {part.Amount}");
        }
        foreach (var part in settled.Aid)
        {
            Console.WriteLine($"  {Say("家庭共济", "family aid")} {part.Network}: {part.Amount}");
        }
        Console.WriteLine($"  {Say("现金", "cash")} {settled.Cash}");
        if (found.Reversed is { } reversed)
        {
            var when = reversed.ToOffset(ChinaTime.Offset);
            Console.WriteLine($"  {Say("已冲正", "reversed")} {when:yyyy-MM-dd HH:mm:ss}");
        }
        Console.WriteLine(found.Replayed switch
        {
            Replayed.SameFen => Say("按同一规则重算，分毫不差。", "Decided again by the same rules: the same fen."),
            Replayed.RulesChanged => Say(
                "当日规则此后已变更，无法重算；以上为当时记录。",
                "The rules of that day were changed since; this is what was recorded then."),
            Replayed.Differs => Say("重算结果与记录不符！", "Decided again, it differs from what is recorded!"),
        });
    }
}
