using Gongji.Families;
using Gongji.People;

namespace Gongji.Ledger.Families;

// Of two who bind one another each says what the other one is; neither may contradict the other.
public partial class FamilyNetwork
{
    public Task<Answer<Tie>> TieTo(PersonNo person) => Task.FromResult(Tie(person));

    Answer<Tie> Tie(PersonNo person)
    {
        if (State.Funder is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", network.Value);
        }
        // Of the other additions none comes true any more, whoever may have begun it.
        GiveUpForgotten();
        var said = new List<TieRelation>();
        if (State.Members.GetValueOrDefault(person.Value) is { } member && !(member.To < book.Today))
        {
            said.Add(new TieRelation(member.Relation, member.BoundOn));
        }
        if (_adding is { } adding && adding.Member == person)
        {
            said.Add(new TieRelation(adding.Relation, book.Today));
        }
        return new Tie(funder, [.. said]);
    }

    /// <summary>Refuses a relation that a network of the member's own contradicts. Asked again once the person has
    /// this network in the list: of two ends that bind at the same moment, whoever asks last finds the other there.
    /// </summary>
    async Task<Refusal?> RefusesRelation(AddMember command, Standing funder, Standing member)
    {
        var back = Binding.SeenBack(command.Relation);
        foreach (var other in funder.Networks)
        {
            if ((await grains.Network(other).TieTo(funder.Person)).Value is { } tie
                && tie.Funder == command.Member
                && tie.Said.FirstOrDefault(said => said.Relation != back && !HasEnded(said)) is { } contrary)
            {
                return Refusal.Of(
                    NetworkRefusal.RelationContradicts,
                    "relation",
                    $"{CamelCase.Of(command.Relation)} ({other}: {CamelCase.Of(contrary.Relation)})");
            }
        }
        return null;

        bool HasEnded(TieRelation said) => funder.LastEnded >= said.BoundOn || member.LastEnded >= said.BoundOn;
    }
}
