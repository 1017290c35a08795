using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Simulation;

/// <summary>Asks for what a population begins with, all of which has to be done.</summary>
/// <param name="name">Of its operations.</param>
/// <param name="hear">Learns of each command before it is sent.</param>
sealed class Founding(IGrains grains, string name, Action<OperationId, GrainKey, object> hear)
{
    int _serial;

    public Operation Next() => Operation.Of(OperationId.Of($"{name}/{++_serial}"), "");

    public async Task Enrol(PersonNo person, string area, PersonKind kind)
    {
        var insurance = new Insurance(new DateOnly(2020, 1, 1), AreaCode.Of(area), kind, InsuranceStatus.Normal);
        var command = new Enrol(Next(), insurance, "sealed");
        hear(command.Operation.Id, GrainKey.Person(person), command);
        (await grains.Person(person).Enrol(command)).OrThrow();
    }

    public async Task Credit(PersonNo person, Money amount, int year)
    {
        var command = new CreditAccount(Next(), amount, year, CreditSource.Opening);
        hear(command.Operation.Id, GrainKey.Person(person), command);
        (await grains.Person(person).Credit(command)).OrThrow();
    }

    public async Task Register(InstitutionProfile profile, DateOnly? from = null)
    {
        var command = new RegisterInstitution(Next(), profile, from);
        hear(command.Operation.Id, GrainKey.Institution(profile.Code), command);
        (await grains.Institution(profile.Code).Register(command)).OrThrow();
    }

    public async Task Register(VisitId visit, PersonNo person, InstitutionCode institution, DateTimeOffset began)
    {
        var command = new RegisterVisit(Next(), person, institution, CareKind.Outpatient, began, "N1", "{}");
        hear(command.Operation.Id, GrainKey.Visit(visit), command);
        (await grains.Visit(visit).Register(command)).OrThrow();
    }

    /// <param name="pays">Whether it may be used for bills.</param>
    public async Task Form(NetworkId network, PersonNo funder, bool pays = true)
    {
        var form = new FormNetwork(Next(), funder, "app");
        hear(form.Operation.Id, GrainKey.Network(network), form);
        (await grains.Network(network).Form(form)).OrThrow();
        if (pays)
        {
            var confirm = new ConfirmModes(Next(), [AidPurpose.Payment]);
            hear(confirm.Operation.Id, GrainKey.Network(network), confirm);
            (await grains.Network(network).ConfirmModes(confirm)).OrThrow();
        }
    }

    public async Task Add(
        NetworkId network,
        PersonNo member,
        Relation relation,
        MemberLimits? limits = null,
        DateOnly? from = null,
        DateOnly? to = null)
    {
        var command = new AddMember(
            Next(), member, relation, limits ?? new MemberLimits(), null, "app", From: from, To: to);
        hear(command.Operation.Id, GrainKey.Network(network), command);
        (await grains.Network(network).AddMember(command)).OrThrow();
    }
}
