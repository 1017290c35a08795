using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>A patient as a member of a funder's network.</summary>
/// <param name="OnlyKept">Whether the funder's account takes no credits: what it pays is left of before.</param>
public sealed record NetworkBinding(PersonNo Funder, Member Member, bool OnlyKept)
{
    /// <summary>By what the networks that a settlement asked, or that it names, had bound the patient.</summary>
    internal static async Task<Dictionary<NetworkId, NetworkBinding>> Read(
        IJournalStore store, PolicyPacks packs, Settled settled, DateTimeOffset at, CancellationToken stop)
    {
        var bindings = new Dictionary<NetworkId, NetworkBinding>();
        NetworkId[] named = [.. settled.Reasons.Select(static reason => reason.Network).OfType<NetworkId>()];
        foreach (var network in settled.Aid.Select(static part => part.Network).Union(named))
        {
            if (await Find(store, network, settled, at, stop) is (var funder, var member))
            {
                var then = await PersonAt.Read(store, funder, at, stop);
                var insurance = then.State.Enrolment.InsuranceOn(settled.Bill.ServiceDate);
                var onlyKept = insurance is not null
                    && packs.For(insurance.Area, settled.Bill.ServiceDate)?.TakesCredits(insurance) == false;
                bindings[network] = new NetworkBinding(funder, member, onlyKept);
            }
        }
        return bindings;
    }

    /// <summary>The binding under which the settlement drew; who was unbound meanwhile drew under the last. Where
    /// nothing was drawn, the one of that time.</summary>
    static async Task<(PersonNo Funder, Member Member)?> Find(
        IJournalStore store, NetworkId network, Settled settled, DateTimeOffset at, CancellationToken stop)
    {
        var (state, reader) = (new NetworkState(), new EventReader());
        Member? last = null;
        Member? then = null;
        Member? drawn = null;
        await foreach (var entry in store.Read(GrainKey.Network(network), 1, long.MaxValue, stop))
        {
            var recorded = reader.Read(entry);
            state.Apply(recorded);
            var member = state.Members.GetValueOrDefault(settled.Bill.Person.Value);
            last = member ?? last;
            then = recorded.At <= at ? member : then;
            drawn = recorded.Event is Drawn draw && draw.Settlement == settled.Settlement ? last : drawn;
        }
        return (drawn ?? then) is { } binding ? (state.Funder!.Value, binding) : null;
    }
}
