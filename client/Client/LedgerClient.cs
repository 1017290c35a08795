using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Client;

/// <summary>The ledger for .NET programs. A call whose outcome is unknown is made again with the very same operation,
/// so that it can't be booked twice.</summary>
/// <remarks>Refusals and overload are passed on at once: both mean that nothing was booked. When the outcome stays
/// unknown, <see cref="OutcomeUnknownException"/> says so: it may have been booked, and the caller asks again with the
/// same operation.</remarks>
public sealed class LedgerClient(IGrains grains, TimeProvider time, LedgerClientOptions options)
{
    public Task<Answer<Confirmation>> Enrol(PersonNo person, Enrol command) =>
        Ask(() => grains.Person(person).Enrol(command));

    public Task<Answer<Confirmation>> ChangeInsurance(PersonNo person, ChangeInsurance command) =>
        Ask(() => grains.Person(person).ChangeInsurance(command));

    public Task<Answer<Confirmation>> Credit(PersonNo person, CreditAccount command) =>
        Ask(() => grains.Person(person).Credit(command));

    public Task<Answer<Confirmation>> OrderNetworks(PersonNo person, OrderNetworks command) =>
        Ask(() => grains.Person(person).OrderNetworks(command));

    public Task<Answer<PersonView>> Person(PersonNo person, DateOnly asOf) =>
        Ask(() => grains.Person(person).View(asOf));

    public Task<Answer<Statement>> Statement(PersonNo person, DateTimeOffset from, DateTimeOffset to) =>
        Ask(() => grains.Person(person).Statement(from, to));

    public Task<OperationRecord> FindOperation(PersonNo person, OperationId operation) =>
        Ask(() => grains.Person(person).FindOperation(operation));

    public Task<Answer<Receipt>> PreSettle(Settle command) =>
        Ask(() => grains.Person(command.Bill.Person).PreSettle(command));

    public Task<Answer<Receipt>> Settle(Settle command) =>
        Ask(() => grains.Person(command.Bill.Person).Settle(command));

    public Task<Answer<ReversalReceipt>> Reverse(PersonNo person, Reverse command) =>
        Ask(() => grains.Person(person).Reverse(command));

    public Task<Answer<ReversalReceipt>> ReverseOperation(PersonNo person, ReverseOperation command) =>
        Ask(() => grains.Person(person).ReverseOperation(command));

    public Task<Answer<Receipt>> FindSettlement(PersonNo person, SettlementId settlement) =>
        Ask(() => grains.Person(person).FindSettlement(settlement));

    public Task<Answer<Confirmation>> Bind(CredentialHash credential, BindCredential command) =>
        Ask(() => grains.Credential(credential).Bind(command));

    public Task<Answer<CredentialHolder>> Holder(CredentialHash credential) =>
        Ask(() => grains.Credential(credential).Holder());

    public Task<Answer<Confirmation>> Form(NetworkId network, FormNetwork command) =>
        Ask(() => grains.Network(network).Form(command));

    public Task<Answer<Confirmation>> AddMember(NetworkId network, AddMember command) =>
        Ask(() => grains.Network(network).AddMember(command));

    public Task<Answer<Confirmation>> RemoveMember(NetworkId network, RemoveMember command) =>
        Ask(() => grains.Network(network).RemoveMember(command));

    public Task<Answer<Confirmation>> ConfirmModes(NetworkId network, ConfirmModes command) =>
        Ask(() => grains.Network(network).ConfirmModes(command));

    public Task<Answer<NetworkView>> Network(NetworkId network, DateOnly asOf) =>
        Ask(() => grains.Network(network).View(asOf));

    public Task<Answer<Confirmation>> Register(RegisterInstitution command) =>
        Ask(() => grains.Institution(command.Profile.Code).Register(command));

    public Task<Answer<SignedInAnswer>> SignIn(InstitutionCode institution, SignIn command) =>
        Ask(() => grains.Institution(institution).SignIn(command));

    public Task<Answer<SignedOutAnswer>> SignOut(InstitutionCode institution, SignOut command) =>
        Ask(() => grains.Institution(institution).SignOut(command));

    public Task<Answer<InstitutionProfile>> Institution(InstitutionCode institution) =>
        Ask(() => grains.Institution(institution).Profile());

    public Task<Answer<RegisteredVisit>> RegisterVisit(VisitId visit, RegisterVisit command) =>
        Ask(() => grains.Visit(visit).Register(command));

    public Task<Answer<Done>> RecordDiagnoses(VisitId visit, RecordDiagnoses command) =>
        Ask(() => grains.Visit(visit).RecordDiagnoses(command));

    public Task<Answer<UploadedFees>> UploadFees(VisitId visit, UploadFees command) =>
        Ask(() => grains.Visit(visit).UploadFees(command));

    public Task<Answer<Done>> CancelFees(VisitId visit, CancelFees command) =>
        Ask(() => grains.Visit(visit).CancelFees(command));

    public Task<Answer<Done>> CancelVisit(VisitId visit, CancelVisit command) =>
        Ask(() => grains.Visit(visit).Cancel(command));

    public Task<Answer<Bill>> DraftBill(
        VisitId visit, PersonNo person, InstitutionCode institution, BatchNo batch) =>
        Ask(() => grains.Visit(visit).DraftBill(person, institution, batch));

    public Task<Answer<Bill>> Seal(VisitId visit, PersonNo person, InstitutionCode institution, BatchNo batch) =>
        Ask(() => grains.Visit(visit).Seal(person, institution, batch));

    public Task<Answer<Purchase>> OpenPurchase(VisitId visit, OpenPurchase command) =>
        Ask(() => grains.Visit(visit).OpenPurchase(command));

    public Task<Answer<Purchase>> DraftPurchase(VisitId visit, OpenPurchase command) =>
        Ask(() => grains.Visit(visit).DraftPurchase(command));

    public Task<Answer<VisitView>> Visit(VisitId visit) => Ask(() => grains.Visit(visit).View());

    async Task<T> Ask<T>(Func<Task<T>> call)
    {
        var began = time.GetTimestamp();
        for (var wait = options.FirstWait; ; wait = wait * 2 < options.LongestWait ? wait * 2 : options.LongestWait)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (OutcomeUnknownException) when (time.GetElapsedTime(began) + wait <= options.AskFor)
            {
                await Task.Delay(wait, time).ConfigureAwait(false);
            }
        }
    }
}
