using System.Text.Json;
using System.Text.Json.Nodes;
using Gongji.Policy.Areas;

namespace Gongji.Tests.Simulation;

/// <summary>The shipped packs, and made-up rules that take their place when the new year begins: some runs go on beyond
/// it.</summary>
static class NewYear
{
    const string LastDay = "2026-12-31";
    const string FirstDay = "2027-01-01";

    public static readonly PolicyPacks Policies = Load();

    static PolicyPacks Load() => PolicyPacks.Load(
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "policies"), "*.json")
            .Select(static file => (Path.GetFileName(file), Changed(File.ReadAllText(file)))),
    ]);

    static string Changed(string json)
    {
        var pack = JsonNode.Parse(json)!.AsObject();
        Renew(pack, "benefits", static rule =>
        {
            foreach (var (where, _) in rule["deductible"]!.AsObject().ToArray())
            {
                Raise(rule["deductible"]!, where, 20);
            }
            Raise(rule, "cap", 100);
        });
        switch ((string)pack["area"]!)
        {
            case "610000":
                Renew(pack, "payers", static rule => rule["authorizers"] = 1);
                Renew(pack, "aid", static rule => (rule["historic_only"], rule["floor"]) = (true, 50));
                break;
            case "140000":
                Renew(pack, "payers", static rule => rule["authorizers"] = 2);
                break;
            case "210000":
                Renew(pack, "payers", static rule => rule["part_payment"] = true);
                break;
        }
        return pack.ToJsonString();
    }

    /// <summary>Where there is no limit there is none to raise.</summary>
    static void Raise(JsonNode rule, string field, decimal by)
    {
        if (rule[field]!.GetValueKind() == JsonValueKind.Number)
        {
            rule[field] = (decimal)rule[field]! + by;
        }
    }

    /// <summary>Ends the rules of a kind that have no end, and lets changed ones follow.</summary>
    static void Renew(JsonObject pack, string kind, Action<JsonNode> change)
    {
        var rules = (JsonArray?)pack[kind] ?? [];
        foreach (var rule in rules.Where(static rule => rule!["to"] is null).ToArray())
        {
            var next = rule!.DeepClone();
            rule["to"] = LastDay;
            next["from"] = FirstDay;
            change(next);
            rules.Add(next);
        }
    }
}
