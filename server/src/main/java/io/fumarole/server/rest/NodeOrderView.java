package io.fumarole.server.rest;

import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// An order to a node, or to the user, as the API shows it.
///
/// @param node its LocURI; absent when the user is asked
/// @param value what is written
/// @param question what the user is asked
/// @param said what the user wrote, or the numbers of what was chosen
/// @param open whether anything can come of it yet
/// @param sendings how often it was sent
/// @param at when it was answered, or ended without
/// @param status of the device
/// @param words what came of it
record NodeOrderView(
    long number,
    String command,
    Optional<String> node,
    Optional<String> value,
    Optional<Question> question,
    String state,
    boolean open,
    int sendings,
    String created,
    String until,
    Optional<String> at,
    Optional<Integer> status,
    Optional<String> words,
    List<String> said,
    List<Read> nodes) {
  /// @param kind show, confirm, text, choice or choices
  record Question(String kind, String text, List<String> choices) {
    static Question of(UserQuestion question) {
      return new Question(
          Input.word(NewQuestion.Kind.of(question.interaction().code())),
          question.interaction().text(),
          question.interaction().choices());
    }
  }

  /// @param text of a leaf
  /// @param base64 of a leaf that is no text
  /// @param children names of the nodes below an interior one
  /// @param cut whether the device gave more
  record Read(
      String locUri,
      String format,
      String type,
      Optional<String> text,
      Optional<String> base64,
      Optional<List<String>> children,
      boolean cut) {
    static Read of(NodeAnswer.Node node) {
      Octets octets = node.octets();
      boolean isText = octets.isText() && !node.isInterior();
      return new Read(
          node.locUri(),
          node.format(),
          node.type(),
          Optional.of(octets.utf8()).filter(_ -> isText),
          Optional.of(Base64.getEncoder().encodeToString(octets.toByteArray()))
              .filter(_ -> !isText && !node.isInterior()),
          Optional.of(children(octets.utf8())).filter(_ -> node.isInterior()),
          node.isCut());
    }

    private static List<String> children(String names) {
      return names.isEmpty() ? List.of() : List.of(names.split("/"));
    }
  }

  static NodeOrderView of(NodeOrder order) {
    return switch (order.request()) {
      case NodeRequest request ->
          of(
              order,
              Input.word(request.command()),
              Optional.of(request.node().toString()),
              request.value().map(it -> it.octets().utf8()),
              Optional.empty());
      case UserQuestion question ->
          of(order, "ask", Optional.empty(), Optional.empty(), Optional.of(Question.of(question)));
    };
  }

  private static NodeOrderView of(
      NodeOrder order,
      String command,
      Optional<String> node,
      Optional<String> value,
      Optional<Question> question) {
    Optional<NodeAnswer> answer = order.answer();
    return new NodeOrderView(
        order.number(),
        command,
        node,
        value,
        question,
        Input.word(order.state()),
        order.state().isOpen(),
        order.sendings(),
        order.created().toString(),
        order.until().toString(),
        answer.map(it -> it.at().toString()),
        answer.flatMap(NodeAnswer::status),
        answer.map(NodeAnswer::words),
        answer.map(NodeAnswer::said).orElse(List.of()),
        answer.map(NodeAnswer::nodes).orElse(List.of()).stream().map(Read::of).toList());
  }
}
