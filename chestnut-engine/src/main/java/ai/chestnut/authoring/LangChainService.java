package ai.chestnut.authoring;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** An OpenAI-compatible service by LangChain4j, which here asks once and repeats nothing. */
final class LangChainService implements ChatService {

  private static final String ANY_KEY = "none"; // the library wants one even where nobody asks

  private final OpenAiChatModel model;

  LangChainService(ServiceSettings settings) {
    this.model =
        OpenAiChatModel.builder()
            .baseUrl(settings.url().toString())
            .apiKey(settings.key().isEmpty() ? ANY_KEY : settings.key())
            .modelName(settings.model())
            .timeout(settings.timeout())
            .maxRetries(0)
            .build();
  }

  @Override
  public Answer ask(String system, String question, int seed) throws Unanswered {
    try {
      ChatResponse response =
          model.chat(
              ChatRequest.builder()
                  .messages(SystemMessage.from(system), UserMessage.from(question))
                  .parameters(OpenAiChatRequestParameters.builder().seed(seed).build())
                  .build());
      String text = response.aiMessage() == null ? null : response.aiMessage().text();
      if (text == null || text.isBlank()) {
        throw new Unanswered("an answer without words", false, new IllegalStateException("empty"));
      }
      TokenUsage usage = response.tokenUsage();
      return new Answer(
          text.strip(),
          usage == null ? 0 : count(usage.inputTokenCount()),
          usage == null ? 0 : count(usage.outputTokenCount()));
    } catch (NonRetriableException refused) {
      throw new Unanswered(reason(refused), true, refused);
    } catch (RuntimeException failed) { // time-outs, cut answers, what is no JSON
      throw new Unanswered(reason(failed), false, failed);
    }
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  private static String reason(RuntimeException failed) {
    String said = String.valueOf(failed.getMessage()).strip();
    return failed.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said);
  }
}
