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
            foreach (var line in ExplanationText.Of(found, parsed.GetValue(language)))
            {
                Console.WriteLine(line);
            }
            return found.Replayed switch
            {
                Replayed.SameFen or Replayed.RulesChanged => 0,
                Replayed.Differs => 1,
            };
        });
        return command;
    }
}
