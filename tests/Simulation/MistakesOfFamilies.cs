using Gongji.Families;
using Gongji.People;
using static Gongji.Tests.Simulation.MistakenPeople;
using static Gongji.Tests.Simulation.Mistakes;

namespace Gongji.Tests.Simulation;

/// <summary>What is asked of networks and can't be.</summary>
static class MistakesOfFamilies
{
    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfBinding =
    [
        Kind(NetworkRefusal.Unknown, static (at, id) => at.Grains.Network(NoNetwork)
            .ConfirmModes(new ConfirmModes(Operation.Of(id, ""), [AidPurpose.Payment]))),
        Kind(NetworkRefusal.FormedByAnother, static (at, id) => at.Grains.Network(OfRich)
            .Form(new FormNetwork(Operation.Of(id, ""), RichSpouse, "app"))),
        Kind(NetworkRefusal.FunderNotEnrolled, static (at, id) => at.Grains.Network(NoNetwork)
            .Form(new FormNetwork(Operation.Of(id, ""), Stranger, "app"))),
        Kind(NetworkRefusal.MemberIsFunder, static (at, id) => Add(at, id, OfRich, Rich)),
        Kind(NetworkRefusal.MemberNotEnrolled, static (at, id) => Add(at, id, OfRich, Stranger)),
        Kind(NetworkRefusal.BeginOutOfRange, static (at, id) =>
            Add(at, id, OfRich, RichSpouse, from: at.Today.AddYears(2))),
        Kind(NetworkRefusal.CommitmentNotInForce, static (at, id) =>
            Add(at, id, OfRich, RichSpouse, commitment: "of long ago")),
        Kind(NetworkRefusal.RelationContradicts, static (at, id) => Add(at, id, OfSpouse, Rich, Relation.Child)),
        Kind(NetworkRefusal.TooManyMembers, static (at, id) => Add(at, id, Full, OtherFunder, Relation.Child)),
        Kind(PersonRefusal.TooManyNetworks, static (at, id) => Add(at, id, OfOther, Members[0], Relation.Child)),
        Kind(AidRefusal.OutOfReach, static (at, id) => Add(at, id, OfRich, Resident)),
        Kind(AidRefusal.RelationNotAllowed, static (at, id) => Add(at, id, OfOther, Resident, Relation.Sibling)),
        Kind(AidRefusal.SchemeNotAllowed, static (at, id) => Add(at, id, OfOther, Resident)),
    ];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfDrawing =
    [
        Kind(DrawRefusal.NoSuchNetwork, static (at, id) => Draw(at, id, NoNetwork, Members[0])),
        Kind(DrawRefusal.ModeNotConfirmed, static (at, id) => Draw(at, id, OfRich, RichSpouse)),
        Kind(DrawRefusal.MemberInsuranceEnded, static (at, id) =>
            Draw(at, id, Full, Members[0], lastEnded: at.Today.AddDays(1))),
        Kind(DrawRefusal.FunderNotEnrolled, static (at, id) =>
            Draw(at, id, Full, Members[0], new DateOnly(2019, 12, 31))),
        Kind(AidRefusal.AreaNotCovered, static (at, id) => Draw(at, id, Full, Members[0], BeforeRules)),
        Kind(DrawRefusal.NoSuchDraw, static (at, id) => at.Grains.Network(Full)
            .Capture(new Capture(SettlementOf(id), 1, Full, Money.FromFen(1)))),
    ];

    public static readonly (string, Func<Mistakes, OperationId, Request?>)[] Kinds = [.. OfBinding, .. OfDrawing];

    public static SettlementId SettlementOf(OperationId id) => SettlementId.Of($"S-{id.Value.Replace('/', '-')}");

    static Task<Answer<Confirmation>> Add(
        Mistakes at,
        OperationId id,
        NetworkId network,
        PersonNo member,
        Relation relation = Relation.Spouse,
        string? commitment = null,
        DateOnly? from = null) => at.Grains.Network(network).AddMember(
            new AddMember(Operation.Of(id, ""), member, relation, new MemberLimits(), commitment, "app", From: from));

    static Task<Answer<Granted>> Draw(
        Mistakes at,
        OperationId id,
        NetworkId network,
        PersonNo member,
        DateOnly? day = null,
        DateOnly? lastEnded = null)
    {
        var insurance = new Insurance(
            new DateOnly(2020, 1, 1), AreaCode.Of("210299"), PersonKind.Active, InsuranceStatus.Normal);
        return at.Grains.Network(network).Draw(new Draw(
            SettlementOf(id),
            1,
            member,
            insurance,
            Money.FromFen(100),
            AidPurpose.Payment,
            day ?? at.Today,
            lastEnded));
    }
}
