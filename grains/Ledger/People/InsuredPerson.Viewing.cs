using Gongji.Ledger.Books;
using Gongji.Ledger.People.Viewer;
using Gongji.People;

namespace Gongji.Ledger.People;

// Whose medical codes the person may show; no money follows.
public partial class InsuredPerson
{
    public Task<Answer<Confirmation>> BindView(BindView command) => book.Once(
        command.Operation, () => Viewing.Decide(State.Viewer, State.Enrolment, Facts, command)).Confirmed();

    public Task<Answer<Confirmation>> EndView(EndView command) =>
        book.Once(command.Operation, () => Viewing.Decide(State.Viewer, command)).Confirmed();

    public Task<Answer<Done>> MayShow(PersonNo viewed) => Task.FromResult<Answer<Done>>(
        Viewing.Refuses(State.Viewer, viewed) is { } refusal ? refusal : Done.It);
}
