using Gongji.Families;

namespace Gongji.People;

/// <summary>A person as the funder of relatives' settlements.</summary>
public interface IFunder
{
    Task<Standing> Standing(DateOnly day);

    /// <summary>What <see cref="Hold"/> would answer now; nothing is recorded.</summary>
    Task<Answer<Held>> QuoteHold(Hold command);

    Task<Answer<Held>> Hold(Hold command);

    Task<Answer<Done>> Capture(Capture command);

    Task<Answer<Done>> Release(Release command);

    Task<Answer<Done>> Return(Return command);
}
