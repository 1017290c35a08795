using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Proof.Reading;

/// <summary>So much of what is owed of a credit that was taken back was paid by a later credit.</summary>
public readonly record struct DebtPaid(OperationId Owing, OperationId By, Money Amount);

/// <summary>What a person owes of credits that were taken back, credit by credit. The ledger keeps the sum alone; read
/// here is that the oldest is paid first.</summary>
sealed class CreditDebts
{
    readonly List<(OperationId Credit, Money Left)> _open = [];

    public List<DebtPaid> Paid { get; } = [];

    public void Apply(Recorded recorded)
    {
        switch (recorded)
        {
            case { Event: CreditTakenBack { Owed.IsZero: false } taken }:
                _open.Add((taken.Credit, taken.Owed));
                break;
            case { Event: Credited credited, Operation: { } by }:
                Pay(by.Id, credited.Owed);
                break;
        }
    }

    void Pay(OperationId by, Money amount)
    {
        while (!amount.IsZero && _open is [var (credit, left), ..])
        {
            var paid = Money.Min(amount, left);
            Paid.Add(new DebtPaid(credit, by, paid));
            amount -= paid;
            _open[0] = (credit, left - paid);
            _open.RemoveAll(static debt => debt.Left.IsZero);
        }
    }
}
