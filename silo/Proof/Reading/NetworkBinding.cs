using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>A patient as a member of a funder's network.</summary>
/// <param name="Ended">When and why it ended, of one that had ended when the settlement was made.</param>
/// <param name="Insurance">The funder's on the day of the service; null when there was none.</param>
/// <param name="OnlyKept">Whether the funder's account takes no credits: what it pays is left of before.</param>
/// <param name="Owed">What the funder owed of credits that had been taken back.</param>
public sealed record NetworkBinding(
    PersonNo Funder,
    Member Member,
    (DateOnly Day, UnbindReason Reason)? Ended,
    Insurance? Insurance,
    bool OnlyKept,
    Money Owed)
{
    /// <summary>By what the networks that a settlement asked, or that it names, had bound the patient.</summary>
    internal static async Task<Dictionary<NetworkId, NetworkBinding>> Read(
        IJournalStore store, PolicyPacks packs, Settled settled, DateTimeOffset at, CancellationToken stop)
    {
        var bindings = new Dictionary<NetworkId, NetworkBinding>();
        NetworkId[] named = [.. settled.Reasons.Select(static reason => reason.Network).OfType<NetworkId>()];
        foreach (var network in settled.Aid.Select(static part => part.Network).Union(named))
        {
            if (await Find(store, network, settled, at, stop) is (var funder, var member, var ended))
            {
                var then = await PersonAt.Read(store, funder, at, stop);
                var insurance = then.State.Enrolment.InsuranceOn(settled.Bill.RulesOf);
                var onlyKept = insurance is not null
                    && packs.For(insurance.Area, settled.Bill.RulesOf)?.TakesCredits(insurance) == false;
                bindings[network] = new NetworkBinding(
                    funder, member, ended, insurance, onlyKept, then.State.Account.Owed);
            }
        }
        return bindings;
    }

    /// <summary>The binding under which the settlement drew; who was unbound meanwhile drew under the last. Where
    /// nothing was drawn, the one of that time, or the last before it, which had ended.</summary>
    static async Task<(PersonNo Funder, Member Member, (DateOnly Day, UnbindReason Reason)? Ended)?> Find(
        IJournalStore store, NetworkId network, Settled settled, DateTimeOffset at, CancellationToken stop)
    {
        var (state, reader, person) = (new NetworkState(), new EventReader(), settled.Bill.Person);
        Member? last = null;
        (Member? Member, (DateOnly, UnbindReason)? Ended) then = default;
        Member? drawn = null;
        await foreach (var entry in store.Read(GrainKey.Network(network), 1, long.MaxValue, stop))
        {
            var recorded = reader.Read(entry);
            state.Apply(recorded);
            var member = state.Members.GetValueOrDefault(person.Value);
            last = member ?? last;
            if (recorded.At <= at && member is not null)
            {
                then = (member, null);
            }
            else if (recorded.At <= at && recorded.Event is MemberRemoved removed && removed.Member == person)
            {
                then = (last, (ChinaTime.DayOf(recorded.At), removed.Reason));
            }
            drawn = recorded.Event is Drawn draw && draw.Settlement == settled.Settlement ? last : drawn;
        }
        return drawn is not null ? (state.Funder!.Value, drawn, null)
            : then.Member is not null ? (state.Funder!.Value, then.Member, then.Ended)
            : null;
    }
}
