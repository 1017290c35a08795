using Gongji.Institutions;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Institutions;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>What areas and an institution are called beside their codes. Packs and journals say it in words of their
/// own, so it stands in brackets in either language.</summary>
/// <param name="Institution">As it was registered for the day in question; null when it is not in the journal.</param>
public sealed record Names(PolicyPacks Packs, InstitutionProfile? Institution = null)
{
    public string Of(AreaCode area)
    {
        var name = Packs.NameOf(area);
        return name == area.PoolingArea.Value ? area.Value : $"{area} [{name}]";
    }

    public string Of(InstitutionCode institution) =>
        institution == Institution?.Code ? $"{institution} [{Institution.Name}]" : institution.Value;

    /// <summary>An office is an institution, or an agency under its area's code.</summary>
    public string OfOffice(string office) => office is { Length: 6 } && office.All(char.IsAsciiDigit)
        ? Of(AreaCode.Of(office))
        : Of(new InstitutionCode(office));

    internal static async Task<Names> Read(IJournalStore store, PolicyPacks packs, Bill bill, CancellationToken stop)
    {
        var (state, reader) = (new InstitutionState(), new EventReader());
        var institution = GrainKey.Institution(bill.Institution.Code);
        await foreach (var entry in store.Read(institution, 1, long.MaxValue, stop))
        {
            state.Apply(reader.Read(entry));
        }
        return new Names(packs, new InstitutionHistory([.. state.Profiles]).On(bill.From)?.Profile);
    }
}
