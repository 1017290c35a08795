using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Areas;
using Gongji.Policy.Deciding;

namespace Gongji.Ledger.Families;

/// <summary>Family-aid network 家庭共济网. Funder and modes; members and draws stand beside.</summary>
public partial class FamilyNetwork(
    NetworkId network, Book<NetworkState> book, IGrains grains, IPolicies policies, TimeProvider time) : IFamilyNetwork
{
    NetworkState State => book.State;

    public Task<Answer<Confirmation>> Form(FormNetwork command) => book.Once(
        command.Operation,
        async () => new Answer<Standing>(await grains.Person(command.Funder).Standing(book.Today)),
        funder => Decide(command, funder)).Confirmed();

    public Task<Answer<Confirmation>> ConfirmModes(ConfirmModes command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public async Task<Answer<NetworkView>> View(DateOnly asOf)
    {
        if (State.Funder is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", network.Value);
        }
        await Unreachable.Tolerated(ReleaseEnded);
        await TellSoon();
        return new NetworkView(
            network,
            funder,
            [.. State.Modes.Order()],
            [.. State.Members.Values.Select(member => new MemberView(
                member.Person,
                member.Relation,
                member.Limits,
                member.Since,
                State.UsedIn(member.Person, member.Limits.Period, asOf),
                member.Grounds,
                member.Channels,
                member.From,
                member.To))],
            [.. State.Open.Values.Select(static draw => new DrawView(
                draw.Settlement, draw.Attempt, draw.Member, draw.Amount))],
            State.CapturedByMember.Values.Sum(),
            [.. State.Released.Values]);
    }

    public Task Attend() => Task.WhenAll(AttendBindings(), AttendDraws());

    Answer<NetworkFormed> Decide(FormNetwork command, Standing funder) =>
        RefusesFunder(command, funder) is { } refusal
            ? refusal
            : new NetworkFormed(network, command.Funder, command.Channel);

    Answer<ModesConfirmed> Decide(ConfirmModes command) => State.Funder is null
        ? Refusal.Of(NetworkRefusal.Unknown, "network", network.Value)
        : new ModesConfirmed(command.Modes);

    Refusal? RefusesFunder(FormNetwork command, Standing standing)
    {
        if (State.Funder is { } funder && funder != command.Funder)
        {
            return Refusal.Of(NetworkRefusal.FormedByAnother, "network", network.Value);
        }
        if (standing.Insurance is not { } insurance)
        {
            return Refusal.Of(NetworkRefusal.FunderNotEnrolled, "funder", command.Funder.Value);
        }
        return AidCheck.RefusesFunder(policies.For(insurance.Area, book.Today), insurance, standing.HoldsCredits);
    }
}
